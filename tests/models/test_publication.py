"""The one rule of what the public sees, in the database and in Python."""

import datetime

import pytest
import time_machine

from cooperation.models import Record, Relation, WorkingGroup
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    RelationFactory,
    WorkingGroupFactory,
)

NOW = datetime.datetime(2026, 5, 4, 12, 0, 0, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)

CASES = [
    ("published", None, True),
    ("published", NOW - SECOND, True),
    ("published", NOW, True),
    ("published", NOW + SECOND, False),
    ("draft", None, False),
    ("draft", NOW - SECOND, False),
    ("draft", NOW + SECOND, False),
    ("withdrawn", None, False),
    ("withdrawn", NOW - SECOND, False),
    ("withdrawn", NOW + SECOND, False),
]


@pytest.mark.parametrize(("status", "publish_at", "is_public"), CASES)
@pytest.mark.parametrize("kind", [*FACTORIES, "working_group"])
def test_database_and_record_agree(db, kind, status, publish_at, is_public):
    factory = (FACTORIES | {"working_group": WorkingGroupFactory})[kind]
    with time_machine.travel(NOW, tick=False):
        record = factory(status=status, publish_at=publish_at)
        assert record.is_published is is_public
        assert type(record).objects.published().filter(pk=record.pk).exists() is is_public
        assert Record.objects.published().filter(pk=record.pk).exists() is is_public


@pytest.mark.parametrize(("status", "publish_at", "is_public"), CASES)
@pytest.mark.parametrize("end", ["subject", "object"])
def test_relation_is_public_only_with_both_its_records(db, end, status, publish_at, is_public):
    with time_machine.travel(NOW, tick=False):
        RelationFactory(**{f"{end}__status": status, f"{end}__publish_at": publish_at})
        assert Relation.objects.published().exists() is is_public


def test_new_record_is_a_draft():
    assert Record().status == "draft"
    assert Record().is_published is False


@pytest.mark.parametrize("kind", FACTORIES)
def test_record_knows_its_kind_and_address(db, kind):
    record = FACTORIES[kind](slug="a-b")
    base = Record.objects.get(pk=record.pk)
    assert (base.kind, record.kind) == (kind, kind)
    assert base.get_absolute_url() == record.get_absolute_url()
    assert record.get_absolute_url().endswith("/a-b/")
    assert record.natural_key() == (kind, "a-b")


def test_working_group_is_addressed_on_the_page_of_its_council(db):
    group = WorkingGroupFactory(slug="law", council__slug="experts")
    assert group.get_absolute_url() == "/councils/experts/#law"
    base = Record.objects.get(pk=group.pk)
    assert base.get_absolute_url() == "/councils/experts/#law"


@pytest.mark.parametrize("kind", [*FACTORIES, "working_group"])
def test_record_is_found_by_its_natural_key(db, kind):
    factory = (FACTORIES | {"working_group": WorkingGroupFactory})[kind]
    record, _other = factory(slug="a"), factory(slug="b")
    assert type(record).objects.get_by_natural_key(kind, "a") == record
    assert Record.objects.get_by_natural_key(kind, "a").pk == record.pk
    with pytest.raises(type(record).DoesNotExist):
        type(record).objects.get_by_natural_key(kind, "c")
    with pytest.raises(Record.DoesNotExist):
        Record.objects.get_by_natural_key("partner" if kind != "partner" else "topic", "a")


MATCHES = {
    "memorandum": ["A", "B", "C"],
    "MEMORANDUM": ["A", "B", "C"],
    "memorandum understanding": ["A"],
    "understanding   memorandum": ["A"],
    "of": ["A", "B"],
    "": ["A", "B", "C", "D"],
    "   ": ["A", "B", "C", "D"],
    "пакт": ["D"],
    "ПАКТ": ["D"],
    "o'zbekiston": ["D"],
    "oʻzbekiston": ["D"],
    "учет": ["D"],
    "учёт": ["D"],
    ".": [],
    "mem.randum": [],
    "%": [],
    "'": ["D"],
}


@pytest.mark.parametrize("text", MATCHES)
def test_matching_finds_each_word_in_title_summary_or_alias(db, text):
    AgreementFactory(title_en="A Memorandum of Understanding", slug="A")
    AgreementFactory(title_en="B", summary_en="Text of the memorandum", slug="B")
    alias = AgreementFactory(title_en="C", slug="C")
    for name in ("Memorandum", "Memorandum again"):
        alias.aliases.create(text=name)
    AgreementFactory(title_en="Пакт Oʻzbekiston, учёт", slug="D")
    found = Record.objects.matching(text).order_by("slug").values_list("slug", flat=True)
    assert list(found) == MATCHES[text]


def test_working_group_lists_load_their_council(db, django_assert_num_queries):
    WorkingGroupFactory.create_batch(3)
    with django_assert_num_queries(1):
        titles = [group.council.title for group in WorkingGroup.objects.with_list_relations()]
    assert len(titles) == 3
