"""Records as plain data: whole, honest about what is not known, no more than the public sees."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils.translation import override

from cooperation.domain.basis import Basis
from cooperation.models import Agreement, Evidence, Figure, Provision, Record, Relation, Statement
from cooperation.queries import representation
from cooperation.queries.representation import EXPANSIONS, keys_of, represent, stream
from cooperation.queries.representation.relations import MOST_RELATIONS
from cooperation.sourcing import passages
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    ArticleFactory,
    CouncilFactory,
    EventFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
    TopicFactory,
    WorkingGroupFactory,
)
from tests.support.rows import make_register

SITE = "https://register.example"
HIDDEN = {"quote": None, "language": None, "sentence": None, "article": None}


@pytest.fixture(autouse=True)
def site():
    with override_settings(SITE_URL=SITE):
        yield


def of(record, *expand):
    """Return the representation of a record as it is in the database."""
    [found] = represent([Record.objects.get(pk=record.pk).as_kind()], expand)
    return found


def test_record_without_anything_says_what_was_not_checked(db):
    council = CouncilFactory(slug="council", title_en="Council")
    expected = {
        "id": f"{SITE}/councils/council/",
        "url": f"{SITE}/councils/council/",
        "kind": "council",
        "slug": "council",
        "language": "en",
        "untranslated": [],
        "title": "Council",
        "other_names": [],
        "summary": None,
        "mandate": None,
        "composition": None,
        "when": None,
        "launched_at": [],
        "working_groups": [],
        "members": [],
        "topics": [],
        "figures": [],
        "statements": [],
        "other_claims": [],
        "documents": [],
        "picture": None,
        "basis": {"title": None}
        | dict.fromkeys(
            ("mandate", "composition", "when", "launched_at", "working_groups", "members"),
            "not_checked",
        ),
        "shortened": [],
        "updated": council.updated_at.isoformat(timespec="seconds"),
    }
    assert of(council) == expected


@pytest.mark.parametrize("kind", FACTORIES)
def test_record_names_each_claim_of_its_kind_with_its_basis(db, kind):
    record = FACTORIES[kind]()
    found = of(record, *EXPANSIONS)
    assert set(record.CLAIMS) - set(found) == set()
    assert list(found["basis"]) == list(record.CLAIMS)
    assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("March 2022", ("2022-03", "2022-03-01", "2022-03-31", "month", "March 2022")),
        ("about 2022", ("2022~", "2022-01-01", "2022-12-31", "year", "about 2022")),
        ("since 2020", ("2020/..", "2020-01-01", None, "interval", "since 2020")),
        ("14 May 2024", ("2024-05-14", "2024-05-14", "2024-05-14", "day", "14 May 2024")),
    ],
)
def test_date_is_no_more_precise_than_its_source(db, typed, expected):
    event = EventFactory(when=typed)
    EvidenceFactory(record=event, field="when")
    EvidenceFactory(
        record=event, field="when", basis=Basis.INFERRED, article=None, quote="", note="So."
    )
    edtf, earliest, latest, precision, text = expected
    assert of(event)["when"] == {
        "edtf": edtf,
        "earliest": earliest,
        "latest": latest,
        "precision": precision,
        "basis": "inferred",
        "text": text,
    }


def test_empty_claims_say_why(db):
    agreement = AgreementFactory()
    for field, basis in {"validity": Basis.NOT_STATED, "depositary": Basis.NOT_APPLICABLE}.items():
        EvidenceFactory(record=agreement, field=field, basis=basis, article=None, quote="")
    found = of(agreement)
    empty = {name: found["basis"][name] for name in ("validity", "depositary", "binding")}
    assert empty == {
        "validity": "not_stated",
        "depositary": "not_applicable",
        "binding": "not_checked",
    }
    assert [found[name] for name in empty] == [None, [], None]


def test_choice_place_and_quantity_keep_their_words(db):
    event = EventFactory(city_en="Tashkent")
    figure = Figure.objects.create(record=event, qualifier="over", value=400, unit_en="people")
    found = of(event)
    assert found["type"] == {"value": "meeting", "label": "Meeting"}
    assert found["place"] == {
        "venue": None,
        "city": "Tashkent",
        "country": None,
        "text": "Tashkent",
    }
    [quantity] = found["figures"]
    assert quantity == {
        "id": str(figure.pk),
        "qualifier": "over",
        "value": 400,
        "unit": "people",
        "text": "over 400 people",
        "basis": None,
    }


def test_texts_come_in_the_language_in_use_or_say_that_they_do_not(db):
    agreement = AgreementFactory(slug="a", title_en="Roadmap", summary_en="Text", title_ru="Карта")
    partner = PartnerFactory(title_en="Uzbekistan", title_ru="Узбекистан")
    RelationFactory(subject=partner, object=agreement, role_en="as a state")
    with override("ru"):
        found = of(agreement)
    assert (found["id"], found["url"]) == (f"{SITE}/agreements/a/", f"{SITE}/ru/agreements/a/")
    assert (found["title"], found["summary"], found["language"]) == ("Карта", "Text", "ru")
    assert found["untranslated"] == ["summary"]
    [party] = found["parties"]
    assert (party["record"]["title"], party["role"]) == ("Узбекистан", "as a state")


def test_relations_are_seen_from_both_ends(db):
    relation = RelationFactory(when="March 2022", role_en="observer")
    EvidenceFactory(record=relation.object, field="", relation=relation)
    shared = {"id": str(relation.pk), "verb": "party_to", "role": "observer", "basis": "stated"}
    ends = {
        relation.subject: ("outgoing", "party to", relation.object),
        relation.object: ("incoming", "party", relation.subject),
    }
    for record, (direction, label, other) in ends.items():
        [found] = of(record, "relations")["relations"]
        assert (found.pop("record")["slug"], found.pop("when")["text"]) == (
            other.slug,
            "March 2022",
        )
        assert found == {**shared, "direction": direction, "label": label}


def test_relations_to_what_is_not_public_are_left_out(db):
    agreement = AgreementFactory()
    RelationFactory(object=agreement, subject__slug="public")
    RelationFactory(object=agreement, subject__status="draft")
    RelationFactory(subject=agreement, verb="about", object=TopicFactory(status="withdrawn"))
    Provision.objects.create(
        agreement=agreement, text_en="Covers.", topic=TopicFactory(status="draft")
    )
    found = of(agreement, "relations")
    assert [each["record"]["slug"] for each in found["parties"]] == ["public"]
    assert [each["record"]["slug"] for each in found["relations"]] == ["public"]
    assert (found["topics"], found["provisions"][0]["topic"]) == ([], None)


def test_council_carries_its_public_working_groups(db):
    council = CouncilFactory(slug="council")
    WorkingGroupFactory(council=council, slug="first", title_en="First", count=4)
    WorkingGroupFactory(council=council, status="draft")
    event = EventFactory()
    Relation.objects.create(
        subject=event, verb="meeting_of", object=Record.objects.get(slug="first")
    )
    found = of(council, "relations")
    [group] = found["working_groups"]
    assert (group["id"], group["count"]) == (f"{SITE}/councils/council/#first", 4)
    assert [each["label"] for each in group["relations"]] == ["met at"]
    [back] = of(event, "relations")["relations"]
    assert back["record"]["id"] == f"{SITE}/councils/council/#first"


def test_long_lists_are_shortened_and_say_so(db):
    agreement = AgreementFactory()
    partners = [PartnerFactory() for _number in range(MOST_RELATIONS + 1)]
    Relation.objects.bulk_create(
        Relation(subject_id=partner.pk, verb="party_to", object_id=agreement.pk)
        for partner in partners
    )
    found = of(agreement, "relations")
    assert (len(found["parties"]), len(found["relations"])) == (MOST_RELATIONS, MOST_RELATIONS)
    assert found["shortened"] == ["parties", "relations"]
    Relation.objects.filter(subject=partners[0]).delete()
    assert of(agreement, "relations")["shortened"] == []


def evidence_of(record, claim="when"):
    [piece] = of(record, "evidence")["evidence"][claim]
    return piece


def test_evidence_leads_to_the_sentence(db):
    article = ArticleFactory(slug="source", title_en="Source")
    evidence = EvidenceFactory(article=article)
    passages.store(article)
    address = article.passages.get(order=0).address
    assert evidence_of(evidence.record) == {
        "id": str(evidence.pk),
        "basis": "stated",
        "quote": "The parties signed it in March 2022.",
        "language": "en",
        "sentence": f"{SITE}/articles/source/#{address}",
        "article": {
            "id": f"{SITE}/articles/source/",
            "kind": "article",
            "slug": "source",
            "title": "Source",
            "url": f"{SITE}/articles/source/",
        },
        "source": None,
        "note": None,
        "premises": [],
        "withheld": None,
    }


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_words_of_an_article_that_is_not_public_are_withheld(db, status):
    evidence = EvidenceFactory(article__status=status)
    passages.store(evidence.article)
    found = evidence_of(evidence.record)
    assert {name: found[name] for name in (*HIDDEN, "withheld")} == {
        **HIDDEN,
        "withheld": "source_not_public",
    }


def test_words_that_the_article_has_lost_are_withheld(db):
    evidence = EvidenceFactory(article__body_en="<p>Something else.</p>")
    found = evidence_of(evidence.record)
    assert (found["quote"], found["sentence"], found["withheld"]) == (None, None, "source_changed")


def test_premises_show_only_what_is_public(db):
    record = AgreementFactory()
    shown, hidden = EvidenceFactory(), EvidenceFactory(article__status="draft", quote="Over 400.")
    inference = EvidenceFactory(
        record=record, basis=Basis.INFERRED, article=None, quote="", note="From both."
    )
    for premise in (shown, hidden, None):
        inference.premises.create(evidence=premise, words=premise.quote if premise else "Gone.")
    found = evidence_of(record)
    assert sorted(found["premises"], key=str) == sorted(
        [
            {"words": shown.quote, "withheld": None},
            {"words": None, "withheld": "source_not_public"},
            {"words": None, "withheld": "premise_gone"},
        ],
        key=str,
    )


def test_evidence_of_parts_stands_with_the_parts(db):
    statement = Statement.objects.create(
        record=AgreementFactory(), speaker_en="The parties", text_en="Said."
    )
    Evidence.objects.create(
        record=statement.record, statement=statement, basis=Basis.OUTSIDE, note="A letter."
    )
    [found] = of(statement.record, "evidence")["statements"]
    assert (found["basis"], found["evidence"][0]["note"]) == ("outside", "A letter.")


def test_stream_keeps_the_order_and_leaves_out_what_was_withdrawn(db, monkeypatch):
    monkeypatch.setattr(representation, "CHUNK", 2)
    for title in "EDCBA":
        AgreementFactory(title_en=title)
    keys = keys_of(Agreement.objects.published().by_title())
    Agreement.objects.filter(title_en="C").update(status="withdrawn")
    assert [each["title"] for each in stream(Agreement, keys)] == ["A", "B", "D", "E"]


@pytest.mark.parametrize("expand", [(), EXPANSIONS])
def test_queries_however_many_records(db, expand):
    make_register(3)
    counted = {}
    for kind in FACTORIES:
        records = list(Record.model_of(kind).objects.published().defer_texts().by_title())
        numbers = []
        for some in ([each for each in records if each.slug == "star"], records):
            with CaptureQueriesContext(connection) as queries:
                represent(some, expand)
            numbers.append(len(queries))
        counted[kind] = numbers
    assert [kind for kind, (one, several) in counted.items() if one != several] == []
