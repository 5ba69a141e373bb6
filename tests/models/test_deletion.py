"""What goes along when a row is deleted, and what forbids it."""

import pytest
from django.db.models import ProtectedError, RestrictedError

from cooperation.models import (
    Alias,
    Document,
    Evidence,
    Figure,
    Image,
    Provision,
    Record,
    Relation,
    Statement,
)
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    ArticleFactory,
    EvidenceFactory,
    RelationFactory,
    TopicFactory,
    WorkingGroupFactory,
)


@pytest.mark.parametrize("end", ["subject", "object"])
def test_related_record_cannot_be_deleted(db, end):
    record = getattr(RelationFactory(), end)
    with pytest.raises(ProtectedError):
        record.delete()
    with pytest.raises(ProtectedError):
        Record.objects.filter(pk=record.pk).delete()
    assert Relation.objects.count() == 1


def test_article_with_evidence_cannot_be_deleted(db):
    article = EvidenceFactory().article
    with pytest.raises((ProtectedError, RestrictedError)):
        article.delete()
    assert Evidence.objects.count() == 1


def test_article_with_evidence_of_its_own_can_be_deleted(db):
    article = ArticleFactory()
    EvidenceFactory(record=article, article=article, field="title")
    article.delete()
    assert (Evidence.objects.count(), Record.objects.count()) == (0, 0)


def test_council_with_working_groups_cannot_be_deleted(db):
    with pytest.raises(ProtectedError):
        WorkingGroupFactory().council.delete()


def test_topic_of_a_provision_cannot_be_deleted(db):
    topic = TopicFactory()
    Provision.objects.create(agreement=AgreementFactory(), text="Covers it.", topic=topic)
    with pytest.raises(ProtectedError):
        topic.delete()


def test_picture_in_use_cannot_be_deleted(db):
    image = Image.objects.create(title="A", alt="B", file="a.png", width=1, height=1)
    AgreementFactory(image=image)
    with pytest.raises(ProtectedError):
        image.delete()


def test_parts_go_along_with_their_record(db):
    agreement, article = AgreementFactory(), ArticleFactory()
    Alias.objects.create(record=agreement, text="Name")
    Figure.objects.create(record=agreement, value=1, unit="people")
    Statement.objects.create(record=agreement, speaker="They", text="So.")
    Document.objects.create(record=agreement, title="Text", file="a.pdf")
    provision = Provision.objects.create(agreement=agreement, text="Covers it.")
    EvidenceFactory(record=agreement, article=article)
    EvidenceFactory(record=agreement, article=article, field="", provision=provision)
    agreement.delete()
    parts = (Alias, Figure, Statement, Document, Provision, Evidence)
    assert {model.__name__: model.objects.count() for model in parts} == {
        model.__name__: 0 for model in parts
    }
    assert [record.pk for record in Record.objects.all()] == [article.pk]


def test_evidence_goes_along_with_its_relation(db):
    relation = RelationFactory()
    EvidenceFactory(record=relation.object, relation=relation, field="")
    relation.delete()
    assert Evidence.objects.count() == 0
    assert Record.objects.count() == 3


@pytest.mark.parametrize("kind", FACTORIES)
def test_record_outlives_its_maker(db, editor, kind):
    record = FACTORIES[kind](created_by=editor)
    editor.delete()
    assert Record.objects.get(pk=record.pk).created_by is None


@pytest.mark.parametrize("kind", FACTORIES)
def test_deleting_a_record_deletes_its_base(db, kind):
    record = FACTORIES[kind]()
    record.delete()
    assert Record.objects.count() == 0
