"""The facts of a record: their order, why they are empty, and the notes that they rest on."""

import pytest

from cooperation.domain.basis import Basis
from cooperation.domain.dates import PartialDate
from cooperation.models import Evidence, Figure, Provision, Statement
from cooperation.queries.dossier import Dossier
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    ArticleFactory,
    EventFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
)

FACTS = {
    "article": ["Date", "Author"],
    "agreement": [
        *("Type", "Status", "Parties", "Adopted or signed", "Date", "Place"),
        *("Period of validity", "Entry into force", "Legally binding"),
        *("Reference or document symbol", "Depositary"),
    ],
    "event": [
        *("Type", "Status", "Date", "Place", "Format", "Held by", "Initiated by"),
        *("Who was represented", "Outcomes"),
    ],
    "council": ["Mandate", "Composition", "Date", "Launched at", "Members"],
    "initiative": ["Type", "Status", "Date", "Number", "Initiated by"],
    "partner": ["Type", "Short name", "Members"],
    "person": ["Role"],
    "topic": [],
}


@pytest.mark.parametrize("kind", FACTS)
def test_facts_stand_in_the_order_of_the_claims(db, kind):
    dossier = Dossier(FACTORIES[kind]())
    assert [str(fact.label) for fact in dossier.facts] == FACTS[kind]


def facts_of(record):
    """Return {name: (value, titles of its relations, why it is empty)}."""
    return {
        fact.name: (fact.value, [row.other.title for row in fact.rows], str(fact.gap))
        for fact in Dossier(record).facts
    }


def test_facts_have_a_value_relations_or_a_reason(db):
    date = PartialDate.parse("March 2022")
    agreement = AgreementFactory(when=date, city_en="Tashkent", country_en="Uzbekistan")
    RelationFactory(subject__title_en="UNOCT", object=agreement)
    for field, basis in {"validity": Basis.NOT_STATED, "depositary": Basis.NOT_APPLICABLE}.items():
        EvidenceFactory(record=agreement, field=field, basis=basis, article=None, quote="")
    assert facts_of(agreement) == {
        "type": ("memorandum", [], ""),
        "state": (None, [], "not yet checked"),
        "parties": (None, ["UNOCT"], ""),
        "act": (None, [], "not yet checked"),
        "when": (date, [], ""),
        "place": ("Tashkent, Uzbekistan", [], ""),
        "validity": (None, [], "not stated in the source"),
        "entry_into_force": (None, [], "not yet checked"),
        "binding": (None, [], "not yet checked"),
        "reference": (None, [], "not yet checked"),
        "depositary": (None, [], "not applicable"),
    }


def test_value_hides_a_reason_for_being_empty(db):
    agreement = AgreementFactory(state="signed")
    EvidenceFactory(record=agreement, field="state", basis=Basis.NOT_STATED, article=None, quote="")
    assert facts_of(agreement)["state"] == ("signed", [], "")


@pytest.mark.parametrize("basis", [Basis.NOT_STATED, Basis.NOT_APPLICABLE, None])
def test_provisions_say_why_there_are_none(db, basis):
    agreement = AgreementFactory()
    if basis:
        EvidenceFactory(record=agreement, field="provisions", basis=basis, article=None, quote="")
    dossier = Dossier(agreement)
    assert dossier.provisions == []
    assert dossier.provisions_gap == (basis.label if basis else "not yet checked")


def notes_of(dossier):
    """Read a dossier in the order of the page; return its notes as (number, quote, note)."""
    read = (dossier.title_notes, dossier.facts, dossier.provisions, dossier.figures)
    assert all(part is not None for part in (*read, dossier.statements, dossier.groups))
    return [(note.number, note.evidence.quote, note.evidence.note) for note in dossier.notes]


def test_notes_are_numbered_in_the_order_of_the_page(db):
    agreement = AgreementFactory(when=PartialDate.parse("2022"))
    article = ArticleFactory()
    parts = {
        "provision": Provision.objects.create(agreement=agreement, text="Covers it."),
        "figure": Figure.objects.create(record=agreement, value=400, unit="people"),
        "statement": Statement.objects.create(record=agreement, speaker="They", text="So."),
        "relation": RelationFactory(subject=agreement, verb="signed_by", object=PartnerFactory()),
    }
    for name, part in reversed(parts.items()):
        supported = {name: part, "field": "", "quote": name}
        EvidenceFactory(record=agreement, article=article, **supported)
    for field in ("when", "type", "title"):
        EvidenceFactory(record=agreement, article=article, field=field, quote=field)
    assert [quote for _number, quote, _note in notes_of(Dossier(agreement))] == [
        *("title", "type", "when", "provision", "figure", "statement", "relation")
    ]
    assert [number for number, _quote, _note in notes_of(Dossier(agreement))] == list(range(1, 8))


def test_values_with_the_same_source_share_a_note(db):
    agreement = AgreementFactory(when=PartialDate.parse("2022"), state="signed")
    article = ArticleFactory()
    for field in ("title", "state", "when"):
        EvidenceFactory(record=agreement, article=article, field=field, quote="One sentence.")
    EvidenceFactory(record=agreement, article=article, field="when", quote="Another.")
    EvidenceFactory(record=agreement, article=article, field="when", quote="Another.", note="So.")
    dossier = Dossier(agreement)
    assert [note.number for note in dossier.title_notes] == [1]
    numbers = {fact.name: [note.number for note in fact.notes] for fact in dossier.facts}
    assert numbers["state"] == [1]
    assert sorted(numbers["when"]) == [1, 2, 3]
    assert {quote for _n, quote, _note in notes_of(dossier)} == {"One sentence.", "Another."}


def test_notes_stand_in_the_order_that_editors_gave(db):
    agreement = AgreementFactory(when=PartialDate.parse("2022"))
    for order, quote in ((3, "c"), (1, "a"), (2, "b")):
        EvidenceFactory(record=agreement, field="when", quote=quote, order=order)
    assert notes_of(Dossier(agreement)) == [(1, "a", ""), (2, "b", ""), (3, "c", "")]


@pytest.mark.parametrize(("note", "notes"), [("", []), ("Read twice.", [(1, "", "Read twice.")])])
def test_reason_has_a_note_only_if_it_says_more(db, note, notes):
    agreement = AgreementFactory()
    reason = {"basis": Basis.NOT_STATED, "article": None, "quote": "", "note": note}
    EvidenceFactory(record=agreement, field="state", **reason)
    assert notes_of(Dossier(agreement)) == notes


@pytest.mark.parametrize(("status", "is_quoted"), [("published", True), ("draft", False)])
def test_quote_is_shown_only_if_its_article_is_public(client, db, status, is_quoted):
    body = "<p>Exact words.</p>"
    article = ArticleFactory(title_en="The source", status=status, body_en=body)
    agreement = AgreementFactory(when=PartialDate.parse("2022"))
    EvidenceFactory(record=agreement, article=article, quote="Exact words.")
    dossier = Dossier(agreement)
    assert [note.is_quoted for fact in dossier.facts for note in fact.notes] == [is_quoted]
    body = client.get(agreement.get_absolute_url()).content.decode()
    assert ("Exact words." in body) is is_quoted
    assert ("The source is not public." in body) is not is_quoted
    assert ("The source<" in body) is is_quoted


@pytest.mark.parametrize("basis", [Basis.INFERRED, Basis.OUTSIDE])
def test_note_without_a_quote_says_its_premises(client, db, basis):
    agreement = AgreementFactory(when=PartialDate.parse("2022"))
    EvidenceFactory(record=agreement, basis=basis, article=None, quote="", note="It follows.")
    body = client.get(agreement.get_absolute_url()).content.decode()
    assert '<span class="notes__note">It follows.</span>' in body
    assert f'data-basis="{basis}"' in body


def test_evidence_of_another_record_is_not_shown(db):
    agreement, other = AgreementFactory(), AgreementFactory()
    EvidenceFactory(record=other, field="title")
    assert notes_of(Dossier(agreement)) == []


def test_evidence_of_a_relation_is_shown_on_both_records(db):
    relation = RelationFactory()
    EvidenceFactory(record=relation.object, relation=relation, field="", quote="Joined.")
    for record in (relation.subject, relation.object):
        assert notes_of(Dossier(record)) == [(1, "Joined.", "")]


def test_parts_stand_in_the_order_that_editors_gave(db):
    event = EventFactory()
    for order in (2, 1):
        Figure.objects.create(record=event, value=order, unit="people", order=order)
        Statement.objects.create(record=event, speaker="They", text=f"{order}", order=order)
    dossier = Dossier(event)
    assert [str(figure.part) for figure in dossier.figures] == ["1 people", "2 people"]
    assert [str(statement.part) for statement in dossier.statements] == ["They: 1", "They: 2"]
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize(("status", "is_shown"), [("published", True), ("draft", False)])
def test_topic_of_a_provision_is_linked_only_if_public(client, db, status, is_shown):
    agreement = AgreementFactory()
    topic = FACTORIES["topic"](title_en="Border security", status=status)
    Provision.objects.create(agreement=agreement, text_en="Covers it.", topic=topic)
    body = client.get(agreement.get_absolute_url()).content.decode()
    assert "Covers it." in body
    assert (f'<a href="{topic.get_absolute_url()}">Border security</a>' in body) is is_shown
    assert ("Border security" in body) is is_shown
