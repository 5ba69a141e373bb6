"""Initiatives: programmes, networks, projects and plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.domain.vocabulary import InitiativeState, InitiativeType
from cooperation.models.fields import choice_constraint
from cooperation.models.record import Record


class Initiative(Record):
    """Something that partners do or plan together; one record may stand for several."""

    KIND = "initiative"
    CLAIMS = ("title", "type", "state", "when", "count", "initiators")

    record = models.OneToOneField(
        Record,
        parent_link=True,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="initiative",
    )
    type = models.CharField(_("type"), max_length=20, choices=InitiativeType)
    state = models.CharField(_("status"), max_length=20, choices=InitiativeState, blank=True)
    count = models.PositiveSmallIntegerField(
        _("number"),
        null=True,
        blank=True,
        help_text=_("How many it stands for: 4 for “four global programmes”. 1 for a single one."),
    )

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        constraints = [
            models.CheckConstraint(condition=~models.Q(type=""), name="initiative_has_type"),
            choice_constraint("initiative", "type", InitiativeType),
            choice_constraint("initiative", "state", InitiativeState),
            models.CheckConstraint(
                condition=models.Q(count__isnull=True) | models.Q(count__gte=1),
                name="initiative_count_positive",
                violation_error_message=_("Type 1 or more, or leave the number empty."),
            ),
        ]
