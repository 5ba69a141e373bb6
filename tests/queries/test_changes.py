"""What counts as new, when, and what of it the public may see."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.changes.consequences import history
from cooperation.changes.publish import publish
from cooperation.changes.why import Why
from cooperation.changes.withdraw import withdraw
from cooperation.models import Record, Revision
from cooperation.queries.published_changes import (
    latest_changes,
    major_changes_of,
    published_changes,
)
from tests.support.factories import (
    AgreementFactory,
    EventFactory,
    PartnerFactory,
    RelationFactory,
    WorkingGroupFactory,
)

SECRET = "Not for readers"


def day(number, month=3):
    return datetime.datetime(2026, month, number, 12, tzinfo=datetime.UTC)


def keep(record, moment, act="published", **why):
    """Keep a revision as if it had been kept at another time."""
    made = history.add_revision(record, act, **why)
    Revision.objects.filter(pk=made.pk).update(made_at=moment)
    return made


def change(record, moment, note="", **values):
    """Save other values of a public record and keep the revision, major if there is a note."""
    Record.objects.filter(pk=record.pk).update(**values)
    return keep(record, moment, note=note, is_major=bool(note))


def told(entries):
    return [
        (entry.record.title, entry.updated, entry.note, entry.differences, entry.is_first)
        for entry in entries
    ]


def everything():
    return told(published_changes(Record.objects.all()))


def test_record_without_a_history_was_published_when_it_was_made(db):
    record = AgreementFactory(title_en="Pact", created_at=day(1))
    assert everything() == [("Pact", day(1), "", [], True)]
    keys = [entry.key for entry in published_changes(Record.objects.all())]
    withdraw([record])
    assert everything() == []
    publish(record)
    assert everything() == [("Pact", day(1), "", [], True)]
    assert [entry.key for entry in published_changes(Record.objects.all())] == keys


def test_first_publication_counts_and_not_the_draft(db):
    record = AgreementFactory(title_en="Pact", created_at=day(1), status="draft")
    publish(record, why=Why("It is signed.", True))
    Revision.objects.update(made_at=day(5))
    assert everything() == [("Pact", day(5), "It is signed.", [], True)]
    assert [each.note for each in major_changes_of(record, 5)] == ["It is signed."]


def test_record_withdrawn_before_there_was_a_history_is_new_when_it_is_published(db):
    record = AgreementFactory(title_en="Pact", created_at=day(1), status="withdrawn")
    publish(record)
    Revision.objects.filter(number=2).update(made_at=day(7))
    assert everything() == [("Pact", day(7), "", [], True)]


def test_record_that_waits_for_its_time_is_published_then(db):
    record = AgreementFactory(title_en="Pact", created_at=day(1), publish_at=day(9))
    keep(record, day(2), note="Embargoed.", is_major=True)
    change(record, day(3), note=SECRET, title_en="Pact 2")
    assert everything() == [("Pact 2", day(9), "Embargoed.", [], True)]


def test_only_major_changes_are_told_with_what_differs_since_the_last_revision(db):
    record = EventFactory(title_en="Meeting", created_at=day(1), when="2024")
    keep(record, day(1))
    change(record, day(2), when="2024-05")
    change(record, day(3), note="The day is known.", when="2024-05-14")
    change(record, day(4), summary_en="Minor.")
    assert everything() == [
        (
            "Meeting",
            day(3),
            "The day is known.",
            ["Date narrowed from May 2024 to 14 May 2024"],
            False,
        ),
        ("Meeting", day(1), "", [], True),
    ]
    assert [each.note for each in major_changes_of(record, 5)] == ["The day is known."]
    assert [each.note for each in major_changes_of(record, 0)] == []


def test_withdrawal_is_no_entry_even_after_the_record_has_come_back(db):
    record = AgreementFactory(title_en="Pact", created_at=day(1))
    withdraw([record], why=Why(SECRET, True))
    publish(record, why=Why("Back again.", True))
    assert [entry[2] for entry in everything()] == ["Back again.", ""]
    assert [each.note for each in major_changes_of(record, 5)] == ["Back again."]


def test_what_nobody_saw_is_compared_with_nothing(db):
    record = AgreementFactory(title_en="Pact", created_at=day(1))
    keep(record, day(1))
    change(record, day(2), title_en=SECRET, publish_at=day(20))  # hidden until the 20th
    withdraw([record])
    Revision.objects.filter(act="withdrawn").update(made_at=day(3))
    Record.objects.update(status="published", publish_at=None)
    change(record, day(4), note="Renamed.", title_en="Treaty")
    assert everything()[0] == ("Treaty", day(4), "Renamed.", [], False)


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_entries_name_nothing_that_is_not_public_now(db, status):
    partner = PartnerFactory(title_en=SECRET, slug="secret", created_at=day(1))
    record = AgreementFactory(title_en="Pact", created_at=day(2))
    keep(record, day(2))
    RelationFactory(subject=partner, object=record)
    change(record, day(3), note="A party has joined.")
    expected = [f"Parties: added “{SECRET}”"]
    assert [entry[3] for entry in everything() if entry[2]] == [expected]
    Record.objects.filter(pk=partner.pk).update(status=status)
    assert everything() == [
        ("Pact", day(3), "A party has joined.", [], False),
        ("Pact", day(2), "", [], True),
    ]


def test_working_group_is_told_only_with_its_council(db):
    group = WorkingGroupFactory(title_en="Group", created_at=day(1))
    Record.objects.filter(pk=group.council.pk).update(title_en="Council", created_at=day(2))
    assert [entry[0] for entry in everything()] == ["Council", "Group"]
    Record.objects.filter(pk=group.council.pk).update(status="draft")
    assert everything() == []


def test_newest_gives_each_record_once_with_its_last_change(db):
    old, _new = (EventFactory(title_en=f"E{n}", created_at=day(n), when="2024") for n in (1, 2))
    keep(old, day(1))
    first = {entry.record.title: entry.key for entry in latest_changes(Record.objects.all())}
    assert list(first) == ["E2", "E1"]
    change(old, day(5), note="Dated.", when="2024-05")
    change(old, day(6), note="Dated again.", when="2024-05-14")
    found = latest_changes(Record.objects.all())
    assert told(found) == [
        ("E1", day(6), "Dated again.", ["Date narrowed from May 2024 to 14 May 2024"], False),
        ("E2", day(2), "", [], True),
    ]
    assert {entry.record.title: entry.key for entry in found} == first
    assert found[0].published == day(1)


def test_key_outlives_address_and_title(db):
    record = AgreementFactory(created_at=day(1))
    key = record.uid
    Record.objects.filter(pk=record.pk).update(slug="other", title_en="Other")
    assert Record.objects.get(pk=record.pk).uid == key
    assert AgreementFactory(created_at=day(1)).uid != key


def test_queries_are_constant(db):
    counted = []
    for number in (1, 4):
        for each in range(number):
            record = AgreementFactory(created_at=day(1))
            keep(record, day(2))
            RelationFactory(object=record)
            change(record, day(3 + each), note="A party has joined.")
        for read in (published_changes, latest_changes):
            with CaptureQueriesContext(connection) as queries:
                assert len(read(Record.objects.all())) >= number
            counted.append(len(queries))
    assert counted == [6, 5, 6, 5]
