"""Expert councils and their working groups."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models.record import Record
from cooperation.models.record_queryset import RecordQuerySet
from cooperation.models.text_fields import ProseField


class ExpertCouncil(Record):
    """A standing body of experts with a mandate."""

    KIND = "council"
    CLAIMS = (
        "title",
        "mandate",
        "composition",
        "when",
        "launched_at",
        "working_groups",
        "members",
    )

    record = models.OneToOneField(
        Record,
        parent_link=True,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="expert_council",
    )
    mandate = ProseField(_("mandate"), blank=True)
    composition = ProseField(
        _("composition"), blank=True, help_text=_("Who sits on it, as the source puts it.")
    )

    class Meta:
        verbose_name = _("expert council")
        verbose_name_plural = _("expert councils")


class WorkingGroupQuerySet(RecordQuerySet):
    """Working groups, read on the page of their council."""

    def of_council(self, record):
        return self.filter(council=record.pk)

    def with_list_relations(self):
        return super().with_list_relations().select_related("council")


class WorkingGroup(Record):
    """A working group of a council, or several that the source does not distinguish."""

    KIND = "working_group"
    CLAIMS = ("title", "council", "mandate", "count", "members")

    record = models.OneToOneField(
        Record,
        parent_link=True,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="working_group",
    )
    council = models.ForeignKey(
        ExpertCouncil,
        verbose_name=_("expert council"),
        on_delete=models.PROTECT,
        related_name="working_groups",
    )
    mandate = ProseField(_("mandate"), blank=True)
    count = models.PositiveSmallIntegerField(
        _("number of groups"),
        null=True,
        blank=True,
        help_text=_("1 for one group; the number if this entry stands for several."),
    )

    objects = WorkingGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(count__isnull=True) | models.Q(count__gte=1),
                name="working_group_count_positive",
                violation_error_message=_("Type 1 or more, or leave the number empty."),
            ),
        ]
