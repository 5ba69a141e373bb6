"""Deleting records and pictures: all or none, and a refusal that names what uses them."""

import pytest
from django.apps import apps
from django.db import models

from cooperation.changes.delete import delete
from cooperation.changes.errors import Invalid
from cooperation.changes.items.save import delete_items
from cooperation.models import Evidence, Image, Provision, Record, Relation, WorkingGroup
from tests.support.databases import database_hash
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
from tests.support.files import kept_picture

pytestmark = pytest.mark.django_db


def provision(topic):
    agreement = AgreementFactory(title_en="Plan")
    return Provision.objects.create(agreement=agreement, text_en="Covers it.", topic=topic)


def partner_in_a_relation():
    agreement = AgreementFactory(title_en="Plan")
    return RelationFactory(subject__title_en="Used", object=agreement).subject


def agreement_in_a_relation():
    return RelationFactory(subject__title_en="UNOCT", object__title_en="Used").object


def quoted_article():
    article = ArticleFactory(title_en="Used")
    EvidenceFactory(article=article, record=AgreementFactory(title_en="Plan"))
    return article


def named_topic():
    return provision(TopicFactory(title_en="Used")).topic


def council_with_a_group():
    return WorkingGroupFactory(title_en="Group", council__title_en="Used").council


def shown_picture():
    image = kept_picture(title_en="Used")
    AgreementFactory(title_en="Plan", image=image)
    return image


USED = {
    partner_in_a_relation: "“Plan” (Used party to Plan)",
    agreement_in_a_relation: "“UNOCT” (UNOCT party to Used)",
    quoted_article: "“Plan” (Date: stated in the article)",
    named_topic: "“Plan” (Covers it.)",
    council_with_a_group: "“Group” (Group)",
    shown_picture: "“Plan” (Used)",
}


def refused(items, by):
    """Return the texts of the refusal to delete something; nothing has changed."""
    use_case = delete_items if isinstance(items[0], Image) else delete
    before = database_hash()
    with pytest.raises(Invalid) as refusal:
        use_case(items, by=by)
    assert database_hash() == before
    return refusal.value.errors[""]


@pytest.mark.parametrize("make", USED)
def test_refusal_names_what_uses_it_and_what_to_do(make, editor):
    text = f"“Used” cannot be deleted: it is used by {USED[make]}. Remove it there first."
    assert refused([make()], editor) == [text]


@pytest.mark.parametrize("make", list(USED)[:-1])
@pytest.mark.parametrize("place", [0, 1])
def test_one_that_is_used_keeps_all_of_them(make, place, editor):
    records = [PartnerFactory()]
    records.insert(place, make())
    assert len(refused(records, editor)) == 1


def test_each_of_several_is_named_with_its_uses(editor):
    article, topic = quoted_article(), named_topic()
    assert sorted(refused([article, topic], editor)) == [
        "“Used” cannot be deleted: it is used by “Plan” (Covers it.). Remove it there first.",
        "“Used” cannot be deleted: it is used by “Plan” (Date: stated in the article). "
        "Remove it there first.",
    ]


def test_only_the_first_uses_are_named(editor):
    article = ArticleFactory(title_en="Used")
    for number in range(7):
        EvidenceFactory(article=article, record=AgreementFactory(title_en=f"Plan {number}"))
    (text,) = refused([article], editor)
    assert (text.count("Date: stated in the article"), "), …. Remove" in text) == (5, True)


@pytest.mark.parametrize("is_article_first", [True, False])
def test_article_goes_with_the_record_that_rests_on_it(editor, is_article_first):
    evidence = EvidenceFactory()
    records = [evidence.article, evidence.record]
    if not is_article_first:
        records.reverse()
    assert delete(records, by=editor) == 2
    assert (Record.objects.count(), Evidence.objects.count()) == (0, 0)


def test_article_that_quotes_itself_can_be_deleted(editor):
    article = ArticleFactory()
    EvidenceFactory(record=article, article=article, field="title")
    assert delete([article], by=editor) == 1
    assert not Record.objects.exists()


def test_what_used_it_gone_it_can_be_deleted(editor):
    relation = RelationFactory()
    Relation.objects.all().delete()
    assert delete([relation.subject, relation.object], by=editor) == 2


def test_every_link_that_protects_a_record_or_a_picture_is_known():
    """A new one needs a line in ``where_used``."""
    protecting = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("cooperation").get_models()
        for field in model._meta.local_fields
        if field.is_relation and field.remote_field.on_delete in {models.PROTECT, models.RESTRICT}
    }
    assert protecting == {
        "Evidence.article",
        "Provision.topic",
        "Record.image",
        "Relation.object",
        "Relation.subject",
        "WorkingGroup.council",
    }


def test_council_without_groups_can_be_deleted(editor):
    council = WorkingGroupFactory().council
    delete(list(WorkingGroup.objects.all()), by=editor)
    assert delete([council, CouncilFactory()], by=editor) == 2
