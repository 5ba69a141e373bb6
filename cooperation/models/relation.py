"""Relations between two records."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation.domain.kinds import KINDS
from cooperation.domain.verbs import LABEL_CHOICES, VERBS
from cooperation.models.fields import PartialDateField, date_order_constraint
from cooperation.models.record import Record
from cooperation.models.record_queryset import is_public, title_sort_field
from cooperation.models.text_fields import LineField


class RelationQuerySet(models.QuerySet):
    """Which relations, and what to load with them."""

    def published(self):
        """Return the relations between public records."""
        return self.filter(is_public("subject__"), is_public("object__"))

    def of(self, record):
        """Return the relations of a record in both directions."""
        return self.filter(Q(subject=record) | Q(object=record))

    def seen_from(self, record):
        """Return the relations of a record, which may be a draft, to public records.

        ``other_name`` is the sort key of the other record’s title.
        """
        name = title_sort_field()
        other = models.Case(
            models.When(subject=record, then=f"object__{name}"), default=f"subject__{name}"
        )
        found = self.filter(
            (Q(subject=record) & is_public("object__"))
            | (Q(object=record) & is_public("subject__"))
        )
        return found.annotate(other_name=other)

    @staticmethod
    def order(*names):
        """Return the order on pages: by verb, editors’ order, date, name."""
        undated_first = F("when_earliest").asc(nulls_first=True)
        return "verb", "order", undated_first, *names, "id"

    def in_order(self):
        """Order as on pages; after ``seen_from``, names are those of the other records."""
        name = title_sort_field()
        is_seen_from_one = "other_name" in self.query.annotations
        names = ["other_name"] if is_seen_from_one else [f"subject__{name}", f"object__{name}"]
        return self.order_by(*self.order(*names))

    def with_records(self):
        """Load both records, and the councils that give working groups their address."""
        return self.select_related(
            "subject__working_group__council", "object__working_group__council"
        )


class Relation(models.Model):
    """“subject verb object”, such as “Memorandum signed by UNOCT”; the inverse is computed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey(
        Record,
        verbose_name=_("record"),
        on_delete=models.PROTECT,
        related_name="relations_as_subject",
    )
    verb = models.CharField(_("relation"), max_length=30, choices=LABEL_CHOICES)
    object = models.ForeignKey(
        Record,
        verbose_name=_("record"),
        on_delete=models.PROTECT,
        related_name="relations_as_object",
    )
    role = LineField(
        _("role"),
        max_length=300,
        blank=True,
        help_text=_("In what capacity or form, in the source’s words."),
    )
    when = PartialDateField(_("date"), blank=True, help_text=_("As precise as the source."))
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["verb", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "verb", "object"],
                name="relation_unique",
                violation_error_message=_(
                    "These two records are already joined by this relation. Change that one."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(subject=models.F("object")),
                name="relation_joins_two_records",
                violation_error_message=_(
                    "A record cannot be related to itself. Choose another record."
                ),
            ),
            models.CheckConstraint(
                condition=Q(verb__in=list(VERBS)), name="relation_verb_is_known"
            ),
            date_order_constraint("relation", "when"),
        ]
        indexes = [models.Index(fields=["object", "verb"], name="relation_inverse")]

    def __str__(self):
        return f"{self.subject} {self.get_verb_display()} {self.object}"

    def clean(self):
        if self.subject_id and self.subject_id == self.object_id:
            raise ValidationError(_("A record cannot be related to itself. Choose another record."))
        if self.subject_id and self.object_id:
            check_kinds(self.verb, self.subject, self.object)


def check_kinds(verb, subject, object_):
    """Raise ValidationError if the verb (its key) cannot connect the records."""
    verb = VERBS.get(verb)
    if verb and not verb.joins(subject.kind, object_.kind):
        raise ValidationError(
            _(
                "“%(subject)s %(verb)s %(object)s” does not fit: “%(verb)s” leads from "
                "%(subjects)s to %(objects)s. Choose another relation or another record."
            ),
            params={
                "subject": subject,
                "verb": verb.label,
                "object": object_,
                "subjects": _names(verb.subjects),
                "objects": _names(verb.objects),
            },
        )


def _names(kinds):
    return ", ".join(str(KINDS[kind].label).lower() for kind in kinds)
