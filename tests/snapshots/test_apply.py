"""Capturing records with all their parts, and applying them."""

import json
from random import Random

import pytest
from django.apps import apps
from django.core import serializers
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cooperation.domain.languages import CODES
from cooperation.models import Alias, Evidence, Passage, Premise, Record
from cooperation.models.fields import DayBoundField
from cooperation.snapshots.apply import apply
from cooperation.snapshots.capture import capture
from cooperation.snapshots.parts import NOT_PARTS, fields_of, part_candidates, parts_of
from cooperation.snapshots.references import MissingReferences
from cooperation.snapshots.rows import content, rows_by_key, snapshot_from, with_state
from cooperation.sourcing.passages import attach_record, store
from tests.support.databases import database_hash
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    EvidenceFactory,
    RelationFactory,
)
from tests.support.records import KINDS, edited, forget, full_record


@pytest.mark.parametrize("kind", KINDS)
def test_snapshot_holds_every_sort_of_part(db, kind):
    taken = capture(full_record(kind))
    assert {row["model"] for row in taken[2:]} == {
        part.model._meta.label_lower for part in parts_of(kind)
    }


@pytest.mark.parametrize("kind", KINDS)
def test_applied_where_it_is_not_a_snapshot_is_captured_the_same(db, editor, kind):
    record = full_record(kind, editor)
    taken, old = capture(record), record.pk
    if kind == "article":  # others rest on it, and it must not take their evidence along
        Evidence.objects.exclude(record=record).delete()
        taken = capture(record)
    forget(record)
    assert not Record.objects.filter(pk=old).exists()
    assert capture(apply(json.loads(json.dumps(taken)))) == taken


@pytest.mark.parametrize("kind", KINDS)
def test_applying_what_is_there_touches_nothing(db, editor, kind, django_assert_max_num_queries):
    record = full_record(kind, editor)
    taken, before = capture(record), database_hash()
    with django_assert_max_num_queries(22):
        apply(taken, record)
    assert database_hash() == before


@pytest.mark.parametrize("kind", KINDS)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32))
def test_whatever_an_editor_did_is_held_exactly_and_undone_exactly(db, kind, seed):
    with transaction.atomic():
        record = full_record(kind)
        taken, before = capture(record), database_hash()
        wanted = edited(taken, Random(seed))  # noqa: S311
        apply(wanted, record)
        assert content(capture(record)) == content(wanted)
        apply(taken, record)
        assert (capture(record), database_hash()) == (taken, before)
        transaction.set_rollback(True)


def test_rolled_back_a_snapshot_leaves_no_trace(db, editor):
    record = full_record("agreement", editor)
    taken, before = capture(record), database_hash()
    taken[0]["fields"]["slug"] = "elsewhere"
    with transaction.atomic():
        apply(taken[:2], record)
        assert (database_hash() == before, record.aliases.count()) == (False, 0)
        transaction.set_rollback(True)
    assert database_hash() == before


def test_loaddata_reads_a_snapshot(db, editor):
    record = full_record("agreement", editor)
    taken = snapshot_from(rows_by_key(capture(record)))
    own = taken[0]["fields"]["slug"]
    forget(record)
    for made in serializers.deserialize("json", json.dumps(taken)):
        made.save()
    assert capture(Record.objects.get(kind="agreement", slug=own)) == taken


def test_record_with_another_address_keeps_its_parts(db):
    record = full_record("agreement")
    rows = rows_by_key(capture(record))
    rows[next(iter(rows))]["slug"] = "elsewhere"
    moved = snapshot_from(rows)
    apply(moved, record)
    assert (Record.objects.get(pk=record.pk).slug, capture(record)) == ("elsewhere", moved)


def test_what_is_gone_is_named_and_nothing_changes(db):
    record = full_record("agreement")
    taken, relation = capture(record), record.relations_as_subject.get()
    topic = relation.object
    record.provisions.all().delete()
    Evidence.objects.filter(relation=relation).delete()
    relation.delete()
    topic.delete()
    before = database_hash()
    with pytest.raises(MissingReferences) as raised:
        apply(taken, record)
    assert [(row["model"], field.name, value) for row, field, value in raised.value.rows] == [
        ("cooperation.relation", "object", ["topic", topic.slug]),
        ("cooperation.evidence", "record", ["topic", topic.slug]),
    ]
    assert database_hash() == before


def test_account_and_premise_that_are_gone_leave_an_empty_place(db, editor):
    record = full_record("event", editor)
    taken = capture(record)
    Premise.objects.all().delete()
    editor.delete()
    apply(taken, record)
    assert record.other_claims.get().decided_by is None
    assert Premise.objects.count() == 2


def test_snapshot_of_an_older_model_gets_defaults_and_loses_what_is_no_more(db):
    record = AgreementFactory(binding="yes")
    record.aliases.create(text="Other", basis="outside", note="them")
    older = capture(record)
    del older[1]["fields"]["binding"]
    older[0]["fields"]["colour"] = "red"
    older[2]["fields"] = {"record": older[1]["fields"]["record"], "text": "Other"}
    older.append({"model": "cooperation.footnote", "pk": "1", "fields": {"text": "*"}})
    apply(older, record)
    record.refresh_from_db()
    assert (record.binding, Alias.objects.get().basis) == ("", "stated")


def test_evidence_stays_with_its_sentence_while_its_words_do(db):
    article = ArticleFactory()
    store(article)
    evidence = EvidenceFactory(article=article)
    record = evidence.record
    attach_record(record)
    taken = capture(record)
    first = Evidence.objects.get().passage
    taken[2]["fields"]["note"] = "A note"
    apply(taken, record)
    assert (Evidence.objects.get().note, Evidence.objects.get().passage) == ("A note", first)
    taken[2]["fields"]["quote"] = "Over 400 people came."
    apply(taken, record)
    assert Evidence.objects.get().passage is None
    attach_record(record)
    assert Evidence.objects.get().passage == Passage.objects.get(text="Over 400 people came.")


def test_evidence_of_a_relation_that_goes_moves_to_another_value(db):
    relation = RelationFactory()
    record = relation.object
    EvidenceFactory(record=record, relation=relation, field="")
    taken = capture(record)
    kept = [row for row in taken if row["model"] != "cooperation.relation"]
    kept[-1]["fields"] |= {"relation": None, "field": "parties"}
    apply(kept, record)
    assert list(Evidence.objects.values_list("field", "relation")) == [("parties", None)]


def test_state_can_be_set_apart_from_content(db):
    taken = capture(AgreementFactory())
    withdrawn = with_state(taken, status="withdrawn")
    assert (taken[0]["fields"]["status"], withdrawn[0]["fields"]["status"]) == (
        "published",
        "withdrawn",
    )
    assert content(taken) == content(withdrawn)


def leads_to_records(model):
    """Whether rows of a model lead to a record or to a part of one."""
    parts = {part.model for kind in KINDS for part in parts_of(kind)}
    targets = {Record, *Record.__subclasses__(), *parts}
    return any(
        field.related_model in targets for field in model._meta.get_fields() if field.concrete
    )


def test_each_model_that_leads_to_a_record_is_a_part_or_said_to_be_none():
    parts = {part.model for kind in KINDS for part in parts_of(kind)}
    unknown = [
        model for model in part_candidates() if leads_to_records(model) and model not in parts
    ]
    assert unknown == []


def test_no_reason_is_given_for_a_model_that_is_not_there():
    models = apps.get_app_config("cooperation").get_models(include_auto_created=True)
    assert NOT_PARTS.keys() - {model._meta.model_name for model in models} == set()


def test_only_what_follows_from_other_columns_is_left_out():
    left_out = set()
    for model in {Record, *Record.__subclasses__()} | {
        part.model for kind in KINDS for part in parts_of(kind)
    }:
        kept = fields_of(model)
        texts = {getattr(field, "translated_field", None) for field in kept}
        left_out |= {
            f"{model.__name__}.{field.name}"
            for field in model._meta.local_concrete_fields
            if field not in kept
            and field.name not in {text.name for text in texts - {None}}
            and not field.primary_key
            and not isinstance(field, DayBoundField)
        }
    assert left_out == {
        "Evidence.passage",
        "Record.checked_at",
        *(f"Record.{code}_order" for code in CODES),
        *(f"Document.{name}" for name in ("size", "pages", "text")),
    }


def test_capturing_takes_few_queries(db, editor, django_assert_max_num_queries):
    record = full_record("agreement", editor)
    with django_assert_max_num_queries(12):
        capture(record)
