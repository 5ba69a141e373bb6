"""What readers are told of the difference between two snapshots, and what they never are."""

import pytest
from django.utils.translation import override

from cooperation.models import Image, Premise, Record, Relation
from cooperation.snapshots.capture import capture
from cooperation.snapshots.public_changes import MOST_LINES, describe_changes, linked_records
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    EventFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
    TopicFactory,
)
from tests.support.records import KINDS, full_record

SECRET = "Not for readers"


def names_among(*snapshots):
    """Return the names that ``describe_changes`` may use: those of public records."""
    slugs = {slug for _kind, slug in linked_records(*snapshots)}
    return {
        each.natural_key(): each.title for each in Record.objects.published().filter(slug__in=slugs)
    }


def lines(old, record):
    new = capture(record)
    return describe_changes(old, new, names_among(old, new))


def changed(record, **values):
    """Save other values of a record; return what readers are told of it."""
    old = capture(record)
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
    return lines(old, record)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2024-05", "2024-05-14", "Date narrowed from May 2024 to 14 May 2024"),
        ("2024", "2024-05/2024-06", "Date narrowed from 2024 to May–June 2024"),
        ("2024-05-14", "2024-05", "Date widened from 14 May 2024 to May 2024"),
        ("2024-05", "2024-06", "Date changed from May 2024 to June 2024"),
        ("2024~", "2024-05-14", "Date changed from about 2024 to 14 May 2024"),
        ("2024/..", "2024-05-14", "Date narrowed from since 2024 to 14 May 2024"),
        ("", "2024", "Date: added “2024”"),
        ("2024", "", "Date: removed “2024”"),
    ],
)
def test_date_says_whether_it_was_narrowed(db, old, new, expected):
    assert changed(EventFactory(when=old), when=new) == [expected]


def test_state_and_choices_are_told_in_words(db):
    record = AgreementFactory(state="planned", binding="no")
    assert changed(record, state="signed", binding="yes", reference="A/RES/1") == [
        "Agreement: signed",
        "Legally binding changed from No to Yes",
        "Reference or document symbol: added “A/RES/1”",
    ]


def test_long_text_is_never_quoted(db):
    record = EventFactory(summary_en=f"{SECRET} 1.", outcomes_en=f"{SECRET} 2.")
    assert changed(record, summary_en="New.", outcomes_en="New.") == [
        "summary: new wording".capitalize(),
        "Outcomes: new wording",
    ]


def test_party_is_told_by_its_name_in_either_direction(db):
    record, partner = AgreementFactory(title_en="Pact"), PartnerFactory(title_en="Uzbekistan")
    before, partner_before = capture(record), capture(partner)
    relation = RelationFactory(subject=partner, object=record)
    assert lines(before, record) == ["Parties: added “Uzbekistan”"]
    assert lines(partner_before, partner) == ["Party to: added “Pact”"]
    middle = capture(record)
    relation.role_en = "as host"
    relation.save()
    assert lines(middle, record) == ["Parties: changed at “Uzbekistan”"]
    middle = capture(record)
    relation.delete()
    assert lines(middle, record) == ["Parties: removed “Uzbekistan”"]


@pytest.mark.parametrize(
    "state", [{"status": "draft"}, {"status": "withdrawn"}, {"publish_at": "2999-01-01T00:00Z"}]
)
def test_relation_to_what_is_not_public_is_not_told(db, state):
    record = AgreementFactory()
    old = capture(record)
    partner = PartnerFactory(title_en=SECRET, slug="secret-body", **state)
    RelationFactory(subject=partner, object=record, role_en=SECRET)
    assert lines(old, record) == []
    Record.objects.update(status="published", publish_at=None)
    assert lines(old, record) == [f"Parties: added “{SECRET}”"]


def test_relation_that_moves_to_a_public_record_names_only_that(db):
    record = AgreementFactory()
    relation = RelationFactory(
        subject=PartnerFactory(status="draft", title_en=SECRET), object=record
    )
    old = capture(record)
    Relation.objects.filter(pk=relation.pk).update(subject=PartnerFactory(title_en="Open"))
    assert lines(old, record) == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_evidence_premises_pictures_and_notes_is_told(db, kind):
    record = full_record(kind)
    old = capture(record)
    article = ArticleFactory(title_en=SECRET, status="draft")
    evidence = EvidenceFactory(
        record=record, field="title", article=article, quote=SECRET, note=SECRET
    )
    Premise.objects.create(inference=evidence, words=SECRET)
    record.aliases.update(note=SECRET)
    picture = Image.objects.create(
        title_en=SECRET, alt_en="B", file="images/b.png", width=1, height=1
    )
    Record.objects.filter(pk=record.pk).update(
        image=picture, slug="another", publish_at="2020-01-01T00:00Z"
    )
    record.refresh_from_db()
    assert capture(record) != old
    assert lines(old, record) == []


def test_topic_of_a_provision_is_not_told(db):
    record = AgreementFactory()
    provision = record.provisions.create(text_en="Exchange.", topic=TopicFactory())
    old = capture(record)
    provision.topic = TopicFactory(title_en=SECRET, slug="secret", status="draft")
    provision.save()
    assert lines(old, record) == []
    provision.text_en = "Exchange of data."
    provision.save()
    assert lines(old, record) == ["Provision changed from Exchange. to Exchange of data."]


def test_reader_of_a_translation_is_told_of_the_translation(db):
    record = AgreementFactory(title_en="Pact", title_ru="Договор")
    old = capture(record)
    record.title_en, record.title_ru = "New pact", "Новый договор"
    record.save()
    assert lines(old, record) == ["Name changed from Pact to New pact"]
    with override("ru"):
        assert [line.count("договор") for line in lines(old, record)] == [1]
    with override("uz"):
        assert [line.count("New pact") for line in lines(old, record)] == [1]


def test_many_differences_are_counted(db):
    record = AgreementFactory()
    old = capture(record)
    for number in range(MOST_LINES + 5):
        RelationFactory(subject=PartnerFactory(title_en=f"P{number}"), object=record)
    found = lines(old, record)
    assert (len(found), found[-1]) == (MOST_LINES + 1, "5 more differences")


@pytest.mark.parametrize("kind", KINDS)
def test_first_snapshot_against_itself_tells_nothing(db, kind):
    record = full_record(kind)
    assert lines(capture(record), record) == []
