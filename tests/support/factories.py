"""The smallest valid records, without surprises."""

import factory
from factory.django import DjangoModelFactory

from cooperation import models
from cooperation.domain.basis import Basis
from cooperation.models import Record


class RecordFactory(DjangoModelFactory):
    """What all records share; published, so that tests of what is hidden say so."""

    title_en = factory.Sequence(lambda number: f"Record {number}")
    slug = factory.Sequence(lambda number: f"record-{number}")
    status = Record.Status.PUBLISHED


class ArticleFactory(RecordFactory):
    class Meta:
        model = models.Article

    body_en = "<p>The parties signed it in March 2022. Over 400 people came.</p>"


class AgreementFactory(RecordFactory):
    class Meta:
        model = models.Agreement

    type = "memorandum"


class EventFactory(RecordFactory):
    class Meta:
        model = models.Event

    type = "meeting"


class CouncilFactory(RecordFactory):
    class Meta:
        model = models.ExpertCouncil


class WorkingGroupFactory(RecordFactory):
    class Meta:
        model = models.WorkingGroup

    council = factory.SubFactory(CouncilFactory)


class InitiativeFactory(RecordFactory):
    class Meta:
        model = models.Initiative

    type = "programme"


class PartnerFactory(RecordFactory):
    class Meta:
        model = models.Partner

    type = "state"


class PersonFactory(RecordFactory):
    class Meta:
        model = models.Person


class TopicFactory(RecordFactory):
    class Meta:
        model = models.Topic


class RelationFactory(DjangoModelFactory):
    class Meta:
        model = models.Relation

    subject = factory.SubFactory(PartnerFactory)
    verb = "party_to"
    object = factory.SubFactory(AgreementFactory)


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = models.Evidence

    record = factory.SubFactory(AgreementFactory)
    field = "when"
    basis = Basis.STATED
    article = factory.SubFactory(ArticleFactory)
    quote = "The parties signed it in March 2022."


FACTORIES = {
    "article": ArticleFactory,
    "agreement": AgreementFactory,
    "event": EventFactory,
    "council": CouncilFactory,
    "initiative": InitiativeFactory,
    "partner": PartnerFactory,
    "person": PersonFactory,
    "topic": TopicFactory,
}
"""Kind to factory, for the kinds with pages of their own."""
