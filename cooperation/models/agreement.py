"""Agreements and instruments: what partners adopted or signed, and what it covers."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.domain.vocabulary import (
    AgreementAct,
    AgreementBinding,
    AgreementState,
    AgreementType,
)
from cooperation.models.fields import PartialDateField, choice_constraint, date_order_constraint
from cooperation.models.place import PlacedModel
from cooperation.models.record import Record
from cooperation.models.record_queryset import RecordQuerySet
from cooperation.models.relation import Relation
from cooperation.models.text_fields import LineField, ProseField
from cooperation.models.topic import Topic


class AgreementQuerySet(RecordQuerySet):
    """Loads agreements with their parties."""

    def with_list_relations(self):
        parties = Relation.objects.published().filter(verb="party_to").select_related("subject")
        return (
            super()
            .with_list_relations()
            .prefetch_related(
                models.Prefetch(
                    "relations_as_object", parties.in_order(), to_attr="party_relations"
                )
            )
        )


class Agreement(PlacedModel, Record):
    """A declaration, memorandum, roadmap or other instrument; its date is that of its act."""

    KIND = "agreement"
    CLAIMS = (
        "title",
        "type",
        "state",
        "parties",
        "act",
        "when",
        "place",
        "validity",
        "entry_into_force",
        "binding",
        "reference",
        "depositary",
        "provisions",
    )

    record = models.OneToOneField(
        Record,
        parent_link=True,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="agreement",
    )
    type = models.CharField(_("type"), max_length=20, choices=AgreementType)
    act = models.CharField(
        _("adopted or signed"),
        max_length=10,
        choices=AgreementAct,
        blank=True,
        help_text=_("Was it adopted or signed?"),
    )
    state = models.CharField(_("status"), max_length=20, choices=AgreementState, blank=True)
    binding = models.CharField(
        _("legally binding"), max_length=5, choices=AgreementBinding, blank=True
    )
    reference = LineField(
        _("reference or document symbol"),
        max_length=100,
        blank=True,
        help_text=_("Such as A/RES/60/288."),
    )
    validity = PartialDateField(_("period of validity"), blank=True)
    entry_into_force = PartialDateField(_("entry into force"), blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(condition=~models.Q(type=""), name="agreement_has_type"),
            choice_constraint("agreement", "type", AgreementType),
            choice_constraint("agreement", "act", AgreementAct),
            choice_constraint("agreement", "state", AgreementState),
            choice_constraint("agreement", "binding", AgreementBinding),
            date_order_constraint("agreement", "validity"),
            date_order_constraint("agreement", "entry_into_force"),
        ]

    @property
    def parties_text(self):
        """The names of the parties; needs ``with_list_relations``."""
        return " · ".join(relation.subject.title for relation in self.party_relations)


class Provision(models.Model):
    """One thing an agreement covers, in the register’s words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="provisions")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    text = ProseField(_("what it covers"))
    topic = models.ForeignKey(
        Topic,
        verbose_name=_("topic"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="provisions",
    )

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="provision_has_text"),
        ]

    def __str__(self):
        return self.text
