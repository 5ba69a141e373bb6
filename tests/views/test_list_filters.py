"""What each filter of the lists finds and leaves out."""

import pytest

from cooperation.models import Alias
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    ArticleFactory,
    EventFactory,
    InitiativeFactory,
    PartnerFactory,
    PersonFactory,
    RelationFactory,
    TopicFactory,
)
from tests.support.pages import KINDS, active_filters_in, list_address, titles_in


def found(client, kind, **filters):
    """Return the titles in a list with these filters, which must all be right."""
    response = client.get(list_address(kind), filters)
    assert response.status_code == 200
    return titles_in(response)


WORDS = {
    "Меморандум о взаимопонимании": (
        "меморандум",
        "МЕМОРАНДУМ",
        "Меморандум",
        "взаимопонимании меморандум",
        "морандум",
    ),
    "Oʻzbekiston va gʻoya": (
        "oʻzbekiston",
        "o'zbekiston",
        "Oʼzbekiston",
        "o‘zbekiston",
        "o’zbekiston",
        "o`zbekiston",
        "g'oya",
        "OʻZBEKISTON",
    ),
    "Учёт и отчётность": ("учет", "УЧЁТ", "отчетность", "учёт"),
    "Joint action plan (2022–2025)": ("(2022", "plan (2022–2025)", "JOINT", "  plan   joint  "),
    "100% of [all] a+b": ("100%", "[all]", "a+b"),
}


@pytest.mark.parametrize(
    ("title", "typed"), [(title, typed) for title, many in WORDS.items() for typed in many]
)
@pytest.mark.parametrize("kind", ["article", "partner"])
def test_words_are_found_however_typed(client, db, kind, title, typed):
    for each in WORDS:
        FACTORIES[kind](title_en=each)
    assert found(client, kind, q=typed) == [title]


@pytest.mark.parametrize("kind", KINDS)
def test_words_are_found_in_title_summary_and_other_names(client, db, kind):
    FACTORIES[kind](title_en="A counter-terrorism plan")
    FACTORIES[kind](title_en="B", summary_en="Of terrorism and how to counter it.")
    record = FACTORIES[kind](title_en="C")
    Alias.objects.create(record=record, text="Terrorism, counter")
    FACTORIES[kind](title_en="D counter")
    FACTORIES[kind](title_en="E terrorism")
    FACTORIES[kind](title_en="F counter terrorism", status="draft")
    assert found(client, kind, q="counter terrorism") == ["A counter-terrorism plan", "B", "C"]


@pytest.mark.parametrize("typed", ["", "   "])
def test_words_left_empty_find_everything(client, db, typed):
    AgreementFactory(title_en="A")
    assert found(client, "agreement", q=typed) == ["A"]


@pytest.mark.parametrize("typed", ["zz", "A zz", ".*", "A|B"])
def test_words_that_stand_nowhere_find_nothing(client, db, typed):
    AgreementFactory(title_en="A")
    assert found(client, "agreement", q=typed) == []


JOINED = {
    "article": ("covers", None),
    "agreement": ("party_to", "signed_by"),
    "event": ("represented_at", "hosted_by"),
    "council": ("member_of", "covers"),
    "initiative": (None, "supported_by"),
    "partner": ("partner_of", "partner_of"),
    "person": (None, "post_at"),
    "topic": ("about", None),
}
"""Kind to the verbs that join a partner to it and it to a partner."""


@pytest.mark.parametrize("kind", KINDS)
def test_partner_finds_relations_in_both_directions(client, db, kind):
    partner = PartnerFactory(slug="unoct", title_en="Z UNOCT")
    other = PartnerFactory(title_en="Z other")
    to, back = JOINED[kind]
    expected = []
    if to and kind != "article":
        RelationFactory(subject=partner, verb=to, object=FACTORIES[kind](title_en="A"))
        RelationFactory(subject=other, verb=to, object=FACTORIES[kind](title_en="not A"))
        expected.append("A")
    if back:
        RelationFactory(subject=FACTORIES[kind](title_en="B"), verb=back, object=partner)
        RelationFactory(subject=FACTORIES[kind](title_en="not B"), verb=back, object=other)
        expected.append("B")
    FACTORIES[kind](title_en="unrelated")
    assert found(client, kind, partner="unoct") == expected


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "topic"])
def test_topic_finds_what_is_about_it(client, db, kind):
    topic = TopicFactory(slug="security")
    RelationFactory(subject=FACTORIES[kind](title_en="A"), verb="about", object=topic)
    RelationFactory(subject=FACTORIES[kind](title_en="B"), verb="about", object=TopicFactory())
    hidden = FACTORIES[kind](title_en="C", status="draft")
    RelationFactory(subject=hidden, verb="about", object=topic)
    assert found(client, kind, topic="security") == ["A"]


def test_partner_and_topic_narrow_each_other(client, db):
    partner, topic = PartnerFactory(slug="unoct"), TopicFactory(slug="security")
    for title, verbs in {"both": (1, 1), "partner": (1, 0), "topic": (0, 1)}.items():
        agreement = AgreementFactory(title_en=title)
        if verbs[0]:
            RelationFactory(subject=partner, object=agreement)
        if verbs[1]:
            RelationFactory(subject=agreement, verb="about", object=topic)
    assert found(client, "agreement", partner="unoct", topic="security") == ["both"]


def test_author_finds_articles(client, db):
    person = PersonFactory(slug="timur")
    RelationFactory(subject=ArticleFactory(title_en="A"), verb="written_by", object=person)
    ArticleFactory(title_en="B")
    assert found(client, "article", person="timur") == ["A"]


CHOICES = {
    ("agreement", "type"): ["memorandum", "roadmap", "declaration"],
    ("agreement", "state"): ["signed", "planned", "in_implementation"],
    ("agreement", "binding"): ["yes", "no"],
    ("event", "type"): ["conference", "meeting"],
    ("event", "state"): ["held", "cancelled"],
    ("event", "format"): ["online", "in_person", "hybrid"],
    ("initiative", "type"): ["programme", "network"],
    ("initiative", "state"): ["discussed", "launched"],
    ("partner", "type"): ["state", "office", "un_body"],
}


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [(kind, field, value) for (kind, field), values in CHOICES.items() for value in values],
)
def test_choice_finds_only_its_own(client, db, kind, field, value):
    for each in CHOICES[kind, field]:
        FACTORIES[kind](title_en=each, **{field: each})
    FACTORIES[kind](title_en="hidden", status="draft", **{field: value})
    assert found(client, kind, **{field: value}) == [value]


PLACES = {
    "Tashkent": {"city_en": "Tashkent", "country_en": "Uzbekistan"},
    "Samarkand": {"city_en": "Samarkand", "country_en": "Uzbekistan"},
    "New York": {"venue_en": "UN Headquarters", "city_en": "New York"},
    "Fargʻona": {"city_en": "Fargʻona"},
    "Ташкент": {"city_en": "Ташкент"},
    "nowhere": {},
}


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("tashkent", ["Tashkent"]),
        ("UZBEKISTAN", ["Samarkand", "Tashkent"]),
        ("uzbekistan samarkand", ["Samarkand"]),
        ("headquarters", ["New York"]),
        ("farg'ona", ["Fargʻona"]),
        ("ТАШКЕНТ", ["Ташкент"]),
        ("Geneva", []),
    ],
)
@pytest.mark.parametrize("kind", ["agreement", "event"])
def test_place_finds_venue_city_and_country(client, db, kind, typed, titles):
    for title, place in PLACES.items():
        FACTORIES[kind](title_en=title, **place)
    assert found(client, kind, place=typed) == titles


def test_filters_in_use_are_named_and_removed_one_by_one(client, db):
    PartnerFactory(slug="unoct", title_en="UNOCT")
    query = "q=plan&partner=unoct&type=roadmap&date=March+2022&sort=title&page=3"
    response = client.get(f"/agreements/?{query}")
    assert active_filters_in(response) == {
        "Search this list: plan × remove": "?partner=unoct&type=roadmap&date=March+2022&sort=title",
        "Partner: UNOCT × remove": "?q=plan&type=roadmap&date=March+2022&sort=title",
        "Type: Roadmap × remove": "?q=plan&partner=unoct&date=March+2022&sort=title",
        "Date: March 2022 × remove": "?q=plan&partner=unoct&type=roadmap&sort=title",
        "Remove all": "/agreements/",
    }


def test_filter_that_is_the_only_one_is_removed(client, db):
    assert active_filters_in(client.get("/events/?q=plan")) == {
        "Search this list: plan × remove": "/events/",
        "Remove all": "/events/",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_no_filter_in_use_has_no_links(client, db, kind):
    assert active_filters_in(client.get(list_address(kind))) == {}


def test_choices_offer_public_records_only(client, db):
    PartnerFactory(title_en="Public partner")
    PartnerFactory(title_en="Secret partner", status="draft")
    TopicFactory(title_en="Secret topic", status="withdrawn")
    EventFactory()
    InitiativeFactory()
    body = client.get("/events/").content.decode()
    assert "Public partner" in body
    assert "Secret" not in body
