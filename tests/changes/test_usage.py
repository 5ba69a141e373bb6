"""Where a record is used."""

import pytest
from django.db.models import ProtectedError, RestrictedError

from cooperation.changes.usage import where_used
from cooperation.models import Provision, Relation
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    CouncilFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
    TopicFactory,
    WorkingGroupFactory,
)


def read(*records):
    """Return each use as (title of the record that uses it, how)."""
    return [(use.record.title, use.how) for use in where_used(records)]


def test_record_that_nothing_uses(db):
    RelationFactory()
    EvidenceFactory()
    agreement = AgreementFactory()
    EvidenceFactory(record=agreement)
    Provision.objects.create(agreement=agreement, text="Covers it.")
    assert read(agreement) == []
    agreement.delete()


def test_relations_name_the_other_record(db):
    relation = RelationFactory(subject__title_en="UNOCT", object__title_en="Plan")
    assert read(relation.subject) == [("Plan", "UNOCT party to Plan")]
    assert read(relation.object) == [("UNOCT", "UNOCT party to Plan")]
    assert read(relation.subject, relation.object) == [("Plan", "UNOCT party to Plan")]


def test_hidden_records_count_too(db):
    relation = RelationFactory(subject__title_en="UNOCT", subject__status="draft")
    assert [title for title, _how in read(relation.object)] == ["UNOCT"]


def test_article_is_used_by_what_it_supports(db):
    article = ArticleFactory()
    EvidenceFactory(article=article, record=AgreementFactory(title_en="Plan"))
    assert read(article) == [("Plan", "Date: stated in the article")]


def test_topic_is_used_by_provisions(db):
    topic = TopicFactory()
    agreement = AgreementFactory(title_en="Plan")
    Provision.objects.create(agreement=agreement, text_en="Covers it.", topic=topic)
    assert read(topic) == [("Plan", "Covers it.")]


def test_council_is_used_by_its_working_groups(db):
    group = WorkingGroupFactory(title_en="Group")
    assert read(group.council) == [("Group", "Group")]
    assert read(CouncilFactory()) == []


@pytest.mark.parametrize("number", [1, 3])
def test_usage_takes_five_queries(db, django_assert_num_queries, number):
    article, topic = ArticleFactory(), TopicFactory()
    for _ in range(number):
        RelationFactory(subject=article, verb="about", object=TopicFactory())
        RelationFactory(subject=AgreementFactory(), verb="about", object=topic)
        EvidenceFactory(article=article)
        relation = RelationFactory()
        EvidenceFactory(article=article, record=relation.object, relation=relation, field="")
        Provision.objects.create(agreement=AgreementFactory(), text="Covers it.", topic=topic)
    with django_assert_num_queries(5):
        assert len(where_used([article, topic])) == 5 * number


def test_whatever_is_used_cannot_be_deleted(db):
    used = [
        RelationFactory().subject,
        RelationFactory().object,
        EvidenceFactory().article,
        WorkingGroupFactory().council,
        Provision.objects.create(
            agreement=AgreementFactory(), text="Covers it.", topic=TopicFactory()
        ).topic,
    ]
    for record in used:
        assert read(record) != []
        with pytest.raises((ProtectedError, RestrictedError)):
            record.delete()


def test_whatever_nothing_uses_can_be_deleted(db):
    relation = RelationFactory()
    Relation.objects.all().delete()
    for record in (relation.subject, relation.object, PartnerFactory()):
        assert read(record) == []
        record.delete()
