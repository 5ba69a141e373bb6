"""The page of the timeline and its file: filters, numbers, sizes."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.domain.dates import PartialDate
from cooperation.models import Record
from cooperation.queries.timeline import KINDS
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    ArticleFactory,
    EventFactory,
    PartnerFactory,
    RelationFactory,
    TopicFactory,
)
from tests.support.figures import links_in, parse, picture_in, records_in, rows_in
from tests.support.pages import (
    active_filters_in,
    body_of,
    canonical_in,
    count_in,
    list_address,
    notices_in,
)
from tests.support.rows import many

DATED = [kind.key for kind in KINDS]
LIMIT = 60_000


def rows_of_list(response):
    return set(re.findall(r'<a class="row__title" href="([^"]+)">', body_of(response)))


def shown_by_timeline(response):
    """Return the addresses of the records drawn and of those on the shelf, each once."""
    picture = picture_in(response)
    drawn = [href for href, _name in links_in(picture)] if picture is not None else []
    shelf = re.search(r'<ul class="shelf".*?</ul>', body_of(response), re.S)
    undated = re.findall(r'href="([^"]+)"', shelf[0]) if shelf else []
    assert len({*drawn, *undated}) == len(drawn) + len(undated)
    return {*drawn, *undated}


@pytest.fixture
def register(db):
    """Some records of each kind, some of them about a topic or with a partner."""
    topic, partner = TopicFactory(slug="water"), PartnerFactory(slug="unoct")
    for kind in DATED:
        for date in ("2022-03", "2023", "2022~", "../2021", ""):
            record = FACTORIES[kind](when=date, title_en=f"Roadmap of {kind} in {date or '?'}")
            if date in ("2023", ""):
                RelationFactory(subject=record, verb="about", object=topic)
        if kind in ("event", "agreement"):
            verb = {"event": "represented_at", "agreement": "party_to"}[kind]
            RelationFactory(subject=partner, verb=verb, object=record)
    ArticleFactory(when="2023", title_en="Another", body_en="<p>On the roadmap.</p>")
    AgreementFactory(when="2023", title_en="Another", state="signed", city_en="Tashkent")


FILTERS = [
    {},
    {"q": "roadmap"},
    {"topic": "water"},
    {"partner": "unoct"},
    {"date": "2022"},
    {"date": "2022", "match": "certainly"},
    {"date": "since 2022", "q": "in 2022"},
]


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("kind", DATED)
def test_timeline_of_a_kind_shows_what_its_list_does(client, register, kind, filters):
    listed = client.get(list_address(kind), filters)
    shown = client.get("/timeline/", filters | {"kind": kind})
    assert (listed.status_code, shown.status_code) == (200, 200)
    assert shown_by_timeline(shown) == rows_of_list(listed)


@pytest.mark.parametrize("filters", FILTERS)
def test_timeline_of_all_kinds_shows_what_their_lists_do(client, register, filters):
    listed = set()
    for kind in DATED:
        listed |= rows_of_list(client.get(list_address(kind), filters))
    shown = set()
    for page in (1, 2):
        shown |= shown_by_timeline(client.get("/timeline/", filters | {"page": page}))
    assert shown == listed


@pytest.mark.parametrize("filters", [{"state": "signed"}, {"place": "tashkent"}])
def test_timeline_of_a_kind_has_the_filters_of_its_list(client, register, filters):
    response = client.get("/timeline/", filters | {"kind": "agreement"})
    assert [title for _href, _date, title, _kind in records_in(response)] == ["Another"]
    assert notices_in(response) == []
    alone = client.get("/timeline/", filters)
    (name,) = filters
    assert notices_in(alone) == [f"“{name}” is not a filter of this page and was ignored."]


@pytest.mark.parametrize(
    ("name", "value"),
    [("partner", "zz"), ("topic", "zz"), ("date", "yesterday"), ("match", "zz"), ("q", "\0")],
)
def test_wrong_value_is_answered_as_in_a_list(client, register, name, value):
    listed = client.get("/events/", {name: value})
    shown = client.get("/timeline/", {name: value})
    assert (listed.status_code, shown.status_code) == (400, 400)
    assert notices_in(shown) == notices_in(listed)
    assert picture_in(shown) is None
    file = client.get("/timeline.svg", {name: value})
    assert (file.status_code, file.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert body_of(file) in " ".join(notices_in(listed))


def test_unknown_kind_is_answered_with_the_remedy(client, db):
    response = client.get("/timeline/", {"kind": "treaty"})
    assert response.status_code == 400
    choose = "is not among the choices. Choose one of the list, or remove this filter."
    assert notices_in(response)[0].endswith(f"Kind: “treaty” {choose}")


def test_filters_in_use_can_be_removed(client, db):
    EventFactory(when="2022")
    response = client.get("/timeline/", {"kind": "event", "date": "2022"})
    assert active_filters_in(response) == {
        "Kind: Events × remove": "?date=2022",
        "Date: 2022 × remove": "?kind=event",
        "Remove all": "/timeline/",
    }
    assert canonical_in(response) == "http://127.0.0.1:8000/timeline/"


def test_nothing_to_draw_is_said(client, db):
    assert "Nothing has been published here yet." in body_of(client.get("/timeline/"))
    assert client.get("/timeline.svg").status_code == 404
    EventFactory(when="2022")
    nothing = body_of(client.get("/timeline/", {"q": "zz"}))
    assert "Nothing matches all of these filters." in nothing


def test_records_without_a_date_stand_alone_when_there_is_no_other(client, db):
    record = EventFactory()
    response = client.get("/timeline/")
    assert shown_by_timeline(response) == {record.get_absolute_url()}
    assert "Nothing" not in body_of(response)


def test_file_holds_the_same_marks(client, register):
    page = client.get("/timeline/", {"kind": "event", "utm_source": "x"})
    (address,) = re.findall(r'href="([^"]+)" download', body_of(page))
    assert address == "/timeline.svg?kind=event"
    file = client.get(address)
    assert file.headers["Content-Type"] == "image/svg+xml"
    assert "unsafe-inline" not in file.headers["Content-Security-Policy"]
    assert b"<style" not in file.content
    assert links_in(parse(file.content)) == [
        (f"http://127.0.0.1:8000{href}", name) for href, name in links_in(picture_in(page))
    ]
    source = parse(file.content).findall("text")[-1].text
    assert source == "http://127.0.0.1:8000/timeline/?kind=event"


def spread(number):
    """Save many records of every date that there is, without the rows of their kinds."""
    dates = ["2011", "2012-05", "2013/2014", "2014-02-03", "2015~", "2016/..", "../2012", "2017-11"]
    records = []
    for place in range(number):
        date = PartialDate.parse(dates[place % len(dates)])
        record = Record(
            kind=DATED[place % 3],
            slug=f"record-{place}",
            title_en=f"Record {place}",
            status=Record.Status.PUBLISHED,
            when=date,
        )
        records.append(record)
    Record.objects.bulk_create(records, batch_size=500)


@pytest.mark.parametrize("filters", [{}, {"match": "certainly"}])
def test_number_of_a_part_is_what_a_reader_finds_there(client, db, filters):
    spread(120)
    response = client.get("/timeline/", filters)
    links = links_in(picture_in(response))
    assert len(links) > 3
    rows = {row[0][1]: row for row in rows_in(response) if row[0][1]}
    for address, name in links:
        inner = client.get(address)
        assert int(re.search(r": (\d+) record", name)[1]) == int(rows[address][1][0])
        assert count_in(inner).startswith(f"{rows[address][1][0]} record")
        kinds = [int(number) for number in re.findall(r": (\d+)[;)]", name)]
        assert sum(kinds) == int(rows[address][1][0])


def test_parts_lead_down_to_the_lists(client, db):
    many("event", 50)
    many("agreement", 3)
    address, seen = "/timeline/?q=i", []
    while address.startswith("/timeline/"):
        links = links_in(picture_in(client.get(address)))
        seen.append(links)
        address = links[-1][0]
    assert [len(links) for links in seen] == [1, 2]
    assert seen[-1] == [
        ("/agreements/?q=i&date=2022-03", "Agreements: 3"),
        ("/events/?q=i&date=2022-03", "Events: 50"),
    ]
    assert count_in(client.get(address)) == "50 results"


@pytest.mark.parametrize(("number", "queries"), [(3, 6), (40, 6), (41, 5), (300, 5)])
def test_file_takes_the_same_queries_however_much_it_shows(client, db, number, queries):
    spread(number)
    with CaptureQueriesContext(connection) as counted:
        assert client.get("/timeline.svg").status_code == 200
    assert len(counted) == queries


@pytest.mark.parametrize("number", [300, 10_000])
def test_page_is_light_and_quick_however_much_it_shows(client, db, number):
    spread(number)
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/timeline/")
    assert len(response.content) < LIMIT
    assert len(queries) == 8
    assert count_in(response).startswith(f"{number} records with a date")


def test_page_of_long_titles_is_light(client, db):
    for number in range(40):
        EventFactory(title_en=f"{number}. " + "Соглашение " * 9, when=f"2022-{1 + number % 12:02}")
    response = client.get("/timeline/")
    assert len(records_in(response)) == 40
    assert len(response.content) < LIMIT
