"""What a filter leaves out because its value is not known: counted, told and shown on request."""

import json
import re

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from cooperation.domain import languages
from cooperation.sourcing.index import index_all
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    EventFactory,
    EvidenceFactory,
    InitiativeFactory,
    PartnerFactory,
    RelationFactory,
)
from tests.support.pages import body_of, count_in, list_address, text_of, titles_in

DATED = ["article", "agreement", "event", "council", "initiative"]


def missing(kind, **fields):
    """Return a record with the reason that one of its values does not apply."""
    record = FACTORIES[kind](**fields)
    for field in ("when", "place", "state", "format", "binding"):
        EvidenceFactory(
            record=record, field=field, basis="not_applicable", article=None, quote="", note=""
        )
    return record


def offered(response):
    """Return [(words, address)] of what a page offers about unknown values."""
    pattern = r'<a data-online href="([^"]*missing[^"]*|[^"]*)">(Show them|Leave them out)</a>'
    links = re.findall(pattern, body_of(response))
    return [(words, address.replace("&amp;", "&")) for address, words in links]


def called(title):
    return {f"title_{code}": title for code in languages.CODES}


@pytest.mark.parametrize("prefix", ["", "/ru", "/uz"])
@pytest.mark.parametrize("kind", DATED)
def test_list_says_how_many_have_no_date_and_shows_them(client, db, kind, prefix):
    FACTORIES[kind](**called("In"), when="2022-03")
    FACTORIES[kind](**called("Before"), when="2021")
    for title in ("A", "B"):
        FACTORIES[kind](**called(title))
    missing(kind, **called("Never"))
    address = prefix + list_address(kind).removeprefix("/en")
    response = client.get(address, {"date": "2022"})
    assert titles_in(response) == ["In"]
    links = re.findall(r'href="([^"]*)missing=included"', body_of(response))
    assert links == [f"{address}?date=2022&amp;"]
    shown = client.get(f"{address}?date=2022&missing=included")
    assert sorted(titles_in(shown)) == ["A", "B", "In"]
    if not prefix:
        assert count_in(response) == "1 result · 2 more have no known date. Show them"
        assert count_in(shown) == "3 results · 2 of these have no known date. Leave them out"
        assert offered(shown) == [("Leave them out", f"{address}?date=2022")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "known", "words"),
    [
        (("agreement", {"state": "signed"}), {"state": "signed"}, "status"),
        (("agreement", {"binding": "yes"}), {"binding": "yes"}, "legal force"),
        (("agreement", {"place": "tashkent"}), {"city": "Tashkent"}, "place"),
        (("event", {"format": "hybrid"}), {"format": "hybrid"}, "format"),
        (("event", {"place": "new york"}), {"city": "New York"}, "place"),
        (("event", {"state": "held"}), {"state": "held"}, "status"),
        (("initiative", {"state": "ended"}), {"state": "ended"}, "status"),
    ],
)
def test_every_filter_by_a_value_counts_what_it_leaves_out(client, query, known, words):
    kind, filters = query
    FACTORIES[kind](title_en="Known", **known)
    FACTORIES[kind](title_en="Unknown")
    missing(kind, title_en="Never")
    response = client.get(list_address(kind), filters)
    assert titles_in(response) == ["Known"]
    assert count_in(response) == f"1 result · 1 more has no known {words}. Show them"
    shown = client.get(list_address(kind), filters | {"missing": "included"})
    assert sorted(titles_in(shown)) == ["Known", "Unknown"]


def test_event_held_online_has_no_place_to_know(client, db):
    EventFactory(format="online")
    EventFactory(city="Tashkent")
    assert count_in(client.get("/events/", {"place": "tashkent"})) == "1 result"


def test_several_filters_leave_out_what_lacks_one_value_and_contradicts_no_other(client, db):
    AgreementFactory(title_en="Both", when="2022", city="Tashkent")
    AgreementFactory(title_en="No place", when="2022")
    AgreementFactory(title_en="No date", city="Tashkent")
    AgreementFactory(title_en="Neither")
    AgreementFactory(title_en="Elsewhere", city="Paris")
    AgreementFactory(title_en="Too early", when="2001")
    AgreementFactory(title_en="Roadmap", type="roadmap")
    filters = {"date": "2022", "place": "tashkent", "type": "memorandum"}
    response = client.get("/agreements/", filters)
    words = "3 more have no known date or no known place."
    assert count_in(response) == f"1 result · {words} Show them"
    shown = client.get("/agreements/", filters | {"missing": "included"})
    assert sorted(titles_in(shown)) == ["Both", "Neither", "No date", "No place"]


@pytest.mark.parametrize("filters", [{}, {"q": "x"}, {"type": "memorandum"}, {"sort": "oldest"}])
def test_nothing_is_told_where_nothing_is_left_out_for_want_of_a_value(client, db, filters):
    AgreementFactory(title_en="x")
    assert count_in(client.get("/agreements/", filters)) == "1 result"


def test_uncertain_dates_left_out_are_not_unknown(client, db):
    AgreementFactory(when="2022~")
    AgreementFactory()
    response = client.get("/agreements/", {"date": "2022", "match": "certainly"})
    assert count_in(response) == "0 results · 1 more has no known date. Show them"


def test_pages_of_a_list_keep_the_choice(client, db):
    for _ in range(25):
        AgreementFactory()
    response = client.get("/agreements/?date=2022&missing=included")
    assert "?date=2022&amp;missing=included&amp;page=2" in body_of(response)


def test_files_say_what_they_lack(client, db):
    AgreementFactory(when="2022")
    AgreementFactory()
    found = {}
    for query in ("date=2022", "date=2022&missing=included", "type=memorandum"):
        content = client.get(f"/agreements/export.json?{query}").getvalue()
        about = json.loads(content)["about"]
        found[query] = about["count"], about.get("missing")
    assert found == {
        "date=2022": (1, "1 more has no known date."),
        "date=2022&missing=included": (2, "1 of these has no known date."),
        "type=memorandum": (2, None),
    }


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_feeds_say_what_they_leave_out(client, db, form):
    EventFactory(when="2022", city="Tashkent", title_en="Meeting")
    EventFactory(city="Tashkent", title_en="Meeting")
    index_all()
    for path in (f"/feeds/events.{form}", f"/feeds/search.{form}"):
        feed = feedparser.parse(client.get(path, {"q": "meeting", "date": "2022"}).content)
        assert feed.feed.subtitle.endswith("1 more has no known date.")
        assert len(feed.entries) == 1


def test_calendar_says_what_it_leaves_out(client, db):
    EventFactory(when="2022-03-01", city="Tashkent")
    EventFactory(when="2022-03-02")
    response = client.get("/events.ics?place=tashkent")
    assert str(Calendar.from_ical(response.content)["description"]) == "1 more has no known place."


def test_api_counts_and_gives_what_the_filters_leave_out(client, db):
    AgreementFactory(slug="in", when="2022")
    AgreementFactory(slug="unknown")
    path = "/api/v1/agreements/"
    found = {}
    for query in ("", "?date=2022", "?date=2022&missing=included", "?type=memorandum"):
        body = client.get(path + query).json()
        slugs = sorted(record["slug"] for record in body["results"])
        found[query] = [body["total"], body.get("missing"), slugs]
    assert found == {
        "": [2, None, ["in", "unknown"]],
        "?date=2022": [1, 1, ["in"]],
        "?date=2022&missing=included": [2, 1, ["in", "unknown"]],
        "?type=memorandum": [2, None, ["in", "unknown"]],
    }
    assert client.get(f"{path}?missing=some").json()["errors"][0]["allowed"] == [
        "left_out",
        "included",
    ]


def test_search_counts_only_what_it_finds(client, db):
    AgreementFactory(title_en="Roadmap one", when="2022")
    AgreementFactory(title_en="Roadmap two")
    InitiativeFactory(title_en="Roadmap three")
    InitiativeFactory(title_en="Network")
    index_all()
    notes = [
        note_in(client.get("/search/", {"q": "roadmap", "date": "2022"} | more))
        for more in ({}, {"kind": "agreement"}, {"missing": "included"})
    ]
    assert notes == [
        "2 more have no known date. Show them",
        "1 more has no known date. Show them",
        "2 of these have no known date. Leave them out",
    ]


def note_in(response):
    found = re.search(r"\d+ (?:more|of)[^<>]*known date\.\s*<a [^>]*>.*?</a>", body_of(response))
    return text_of(found[0]) if found else ""


def test_timeline_of_a_period_shows_undated_records_on_request(client, db):
    AgreementFactory(title_en="In", when="2022")
    AgreementFactory(title_en="Undated")
    response = client.get("/timeline/", {"date": "2022"})
    assert note_in(response) == "1 more has no known date. Show them"
    assert "Without a date" not in body_of(response)
    shown = client.get("/timeline/", {"date": "2022", "missing": "included"})
    assert "Undated" in body_of(shown).split('id="undated"')[1]
    nothing_dated = client.get("/timeline/", {"date": "1999"})
    assert note_in(nothing_dated) == "1 more has no known date. Show them"


def test_network_of_a_period_counts_connections_without_a_date(client, db):
    one, other, third = (PartnerFactory(title_en=name) for name in ("One", "Other", "Third"))
    for when, partners in (("2022", (one, other)), ("", (one, other, third))):
        record = AgreementFactory(when=when)
        for partner in partners:
            RelationFactory(subject=partner, object=record)
    RelationFactory(subject=one, verb="part_of", object=third)
    filters = {"date": "2022"}
    assert note_in(client.get("/network/", filters)) == "4 more have no known date. Show them"
    both = {"kind": "direct", "partner": third.slug}
    assert note_in(client.get("/network/", filters | both)) == "1 more has no known date. Show them"
    shown = client.get("/network/", filters | {"missing": "included"})
    assert note_in(shown) == "4 of these have no known date. Leave them out"
    assert "3 partners, 3 connected pairs" in text_of(body_of(shown))


@pytest.mark.parametrize("number", [1, 12])
def test_count_takes_one_query_however_many_are_left_out(client, db, number):
    for _ in range(number):
        AgreementFactory()
    AgreementFactory(when="2022")
    taken = []
    for filters in ({"type": "memorandum"}, {"date": "2022", "place": "x", "state": "signed"}):
        with CaptureQueriesContext(connection) as queries:
            client.get("/agreements/", filters)
        taken.append(len([each for each in queries if "COUNT(" in each["sql"]]))
    assert taken == [1, 2]
