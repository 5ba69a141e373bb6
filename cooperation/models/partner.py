"""Partners: states, organisations, institutions and offices that cooperate."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.domain.vocabulary import PartnerType
from cooperation.models.fields import choice_constraint
from cooperation.models.record import Record
from cooperation.models.text_fields import LineField


class Partner(Record):
    """A state, body or institution that can be party to an agreement or represented at an event.

    A group of states is one collective partner; an office is not the person who holds it.
    """

    KIND = "partner"
    CLAIMS = ("title", "type", "short_name", "members")

    record = models.OneToOneField(
        Record, parent_link=True, primary_key=True, on_delete=models.CASCADE, related_name="partner"
    )
    type = models.CharField(_("type"), max_length=20, choices=PartnerType)
    short_name = LineField(
        _("short name"), max_length=50, blank=True, help_text=_("The abbreviation, such as UNOCT.")
    )

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.CheckConstraint(condition=~models.Q(type=""), name="partner_has_type"),
            choice_constraint("partner", "type", PartnerType),
        ]
