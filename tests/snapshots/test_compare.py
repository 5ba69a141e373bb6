"""What differs between two snapshots, in words."""

import pytest
from django.utils.translation import override

from cooperation.snapshots.apply import apply
from cooperation.snapshots.capture import capture
from cooperation.snapshots.compare import diff
from cooperation.snapshots.names import names_of
from cooperation.snapshots.rows import with_state
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
    TopicFactory,
)
from tests.support.records import KINDS, full_record


def told(old, new):
    """Return a difference as plain tuples: section, heading, what, {label: (old, new)}."""
    return [
        (section.label, row.heading, row.what, {c.label: (c.old, c.new) for c in row.changes})
        for section in diff(old, new, names_of(old, new))
        for row in section.rows
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_does_not_differ_from_itself_wherever_it_stands(db, kind):
    taken = capture(full_record(kind))
    assert told(taken, taken) == []
    moved = with_state(taken, status="withdrawn", updated_at="2030-01-01T00:00:00+00:00")
    assert told(taken, moved) == []


def test_fields_are_told_by_label_language_and_choice(db):
    record = AgreementFactory(title_en="Old title", type="memorandum", when="2022-03")
    old = capture(record)
    record.title_en, record.title_ru, record.type, record.when = "New title", "Имя", "roadmap", ""
    record.save()
    assert told(old, capture(record)) == [
        (
            "The record itself",
            "",
            "changed",
            {
                "Title": ("Old title", "New title"),
                "Title (Russian)": ("", "Имя"),
                "Date": ("March 2022", ""),
            },
        ),
        ("The record itself", "", "changed", {"Type": ("Memorandum of understanding", "Roadmap")}),
    ]


def test_relations_and_what_rests_on_them_are_told_by_name(db):
    record, partner = AgreementFactory(title_en="Pact"), PartnerFactory(title_en="Uzbekistan")
    old = capture(record)
    relation = RelationFactory(subject=partner, object=record, role_en="host", when="2022")
    article = ArticleFactory(title_en="A letter")
    EvidenceFactory(record=record, field="", relation=relation, article=article, quote="Words.")
    new = capture(record)
    heading = "Uzbekistan party to Pact"
    assert told(old, new) == [
        (
            "Relations",
            heading,
            "added",
            {
                "Record": ("", "Uzbekistan"),
                "Relation": ("", "party to"),
                "Role": ("", "host"),
                "Date": ("", "2022"),
            },
        ),
        (
            "Evidence",
            f"Relation: {heading}",
            "added",
            {
                "Supports": ("", f"Relation: {heading}"),
                "Basis": ("", "stated in the article"),
                "Article": ("", "A letter"),
                "Exact words": ("", "Words."),
            },
        ),
    ]
    assert [what for *_, what, _values in told(new, old)] == ["removed", "removed"]


def test_parts_are_told_by_their_words_and_their_order(db):
    record = AgreementFactory()
    provision = record.provisions.create(text_en="Exchange of publications")
    record.figures.create(value="400", qualifier="over", unit_en="participants")
    old = capture(record)
    topic = TopicFactory(title_en="Research")
    record.provisions.update(text_en="Exchange of research", order=2, topic=topic)
    record.figures.update(value="46")
    assert provision
    assert told(old, capture(record)) == [
        ("Figures", "over 46 participants", "changed", {"Number": ("400", "46")}),
        (
            "Provisions",
            "Exchange of research",
            "changed",
            {
                "Order": ("1", "2"),
                "What it covers": ("Exchange of publications", "Exchange of research"),
                "Topic": ("", "Research"),
            },
        ),
    ]


def test_rich_text_is_told_without_its_tags_and_a_change_of_tags_is_named(db):
    record = ArticleFactory(body_en="<h2>Part</h2><p>Some words.</p>", body_ru="<p>Слова</p>")
    old = capture(record)
    record.body_en, record.body_ru = "<h2>Part</h2><p>Other words.</p>", "<p><em>Слова</em></p>"
    record.save()
    assert told(old, capture(record)) == [
        (
            "The record itself",
            "",
            "changed",
            {
                "Text": ("Part\nSome words.", "Part\nOther words."),
                "Text (Russian) (only its formatting)": ("Слова", "Слова"),
            },
        )
    ]


def test_what_is_gone_is_told_by_its_address(db):
    relation = RelationFactory(object__title_en="Pact")
    record, partner = relation.object, relation.subject
    old = capture(record)
    relation.delete()
    partner.delete()
    assert [heading for _section, heading, *_ in told(old, capture(record))] == [
        f"{partner.slug} party to Pact"
    ]


def test_labels_are_those_of_the_language_in_use(db):
    record = AgreementFactory(title_en="Pact", title_ru="Договор")
    old = capture(record)
    RelationFactory(object=record, subject__title_en="Uzbekistan", subject__title_ru="Узбекистан")
    with override("ru"):
        ((_section, heading, *_),) = told(old, capture(record))
    assert heading.startswith("Узбекистан") and heading.endswith("Договор")


def test_naming_takes_few_queries(db, django_assert_max_num_queries):
    taken = capture(full_record("agreement"))
    with django_assert_max_num_queries(3):
        names_of(taken, taken)


def test_difference_of_what_was_never_applied(db):
    """A difference needs no database: neither side must be what the database holds."""
    record = AgreementFactory(summary_en="A")
    old, new = capture(record), capture(record)
    new[0]["fields"]["summary_en"] = "B"
    apply(new, record)
    old[0]["fields"]["summary_en"] = "C"
    assert told(old, new) == [("The record itself", "", "changed", {"Summary": ("C", "B")})]
