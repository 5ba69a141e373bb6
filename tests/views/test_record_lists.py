"""The lists of records: what the public sees, in which order, on how many pages."""

import datetime
import re

import pytest
import time_machine
from django.utils import timezone

from cooperation.domain.basis import Basis
from cooperation.domain.dates import PartialDate
from cooperation.models import Record
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    EventFactory,
    EvidenceFactory,
    RelationFactory,
)
from tests.support.pages import KINDS, body_of, count_in, list_address, meta_in, text_of, titles_in

NOW = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


def make_each_standing(factory):
    """Save a record for each way of being public or hidden, titled by it."""
    factory(title_en="published")
    factory(title_en="due", publish_at=NOW - HOUR)
    factory(title_en="due now", publish_at=NOW)
    factory(title_en="not yet due", publish_at=NOW + HOUR)
    factory(title_en="draft", status=Record.Status.DRAFT)
    factory(title_en="withdrawn", status=Record.Status.WITHDRAWN)
    factory(title_en="due draft", status=Record.Status.DRAFT, publish_at=NOW - HOUR)


@pytest.mark.parametrize("kind", KINDS)
def test_list_shows_only_what_is_public(client, db, kind):
    with time_machine.travel(NOW, tick=False):
        make_each_standing(FACTORIES[kind])
        response = client.get(list_address(kind))
    assert titles_in(response) == ["due", "due now", "published"]
    assert count_in(response) == "3 results"


@pytest.mark.parametrize("kind", KINDS)
def test_list_hides_the_same_from_staff(editor_client, kind):
    with time_machine.travel(NOW, tick=False):
        make_each_standing(FACTORIES[kind])
        response = editor_client.get(list_address(kind))
    assert titles_in(response) == ["due", "due now", "published"]


@pytest.mark.parametrize("kind", KINDS)
def test_list_has_one_result(client, db, kind):
    record = FACTORIES[kind]()
    response = client.get(list_address(kind))
    assert (titles_in(response), count_in(response)) == ([record.title], "1 result")


FIRST, LAST = range(20), [20]
PAGES = {
    "": FIRST,
    "1": FIRST,
    "2": LAST,
    "last": FIRST,
    "3": LAST,
    "999999": LAST,
    "0": FIRST,
    "-1": FIRST,
    "abc": FIRST,
    "1.5": FIRST,
    "9" * 5000: FIRST,
}
"""What is typed as the number of a page, and the records of the page that is shown."""


@pytest.mark.parametrize("kind", KINDS)
def test_page_of_list_is_the_nearest(client, db, kind):
    for number in range(21):
        FACTORIES[kind](title_en=f"Title {number:02}")
    shown = {}
    for typed in PAGES:
        response = client.get(list_address(kind), {"page": typed} if typed else {})
        shown[typed] = response.status_code, titles_in(response), count_in(response)
    assert shown == {
        typed: (200, [f"Title {number:02}" for number in numbers], "21 results")
        for typed, numbers in PAGES.items()
    }


def pagination_in(body):
    """Return the words of the links from page to page."""
    [found] = re.findall(r'<nav class="pagination".*?</nav>', body, re.S)
    return text_of(found)


def test_pages_are_linked_with_their_filters(client, db):
    AgreementFactory.create_batch(41, title_en="Memorandum")
    body = body_of(client.get("/agreements/?q=memorandum&page=2"))
    assert '<a rel="prev" href="?q=memorandum&amp;page=1">' in body
    assert '<a rel="next" href="?q=memorandum&amp;page=3">' in body
    assert pagination_in(body) == "Previous Page 1 Page 2 Page 3 Next"
    assert '<span aria-current="page"><span class="visually-hidden">Page </span>2</span>' in body


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "Page 1 Page 2 … Page 9 Next"),
        (5, "Previous Page 1 … Page 4 Page 5 Page 6 … Page 9 Next"),
        (9, "Previous Page 1 … Page 8 Page 9"),
    ],
)
def test_pages_far_from_this_one_are_left_out(client, db, number, expected):
    AgreementFactory.create_batch(161)
    assert pagination_in(body_of(client.get("/agreements/", {"page": number}))) == expected


@pytest.mark.parametrize("number", [0, 1, 20])
def test_pages_are_not_linked_when_there_is_one(client, db, number):
    AgreementFactory.create_batch(number)
    assert "pagination" not in body_of(client.get("/agreements/"))


DATES = {
    "2023": "2023",
    "March 2022": "2022-03",
    "5 March 2022": "2022-03-05",
    "since 2021": "2021/..",
    "until 2024": "../2024",
    "undated b": "",
    "undated a": "",
}


@pytest.mark.parametrize(
    ("sort", "titles"),
    [
        (
            "newest",
            [
                "until 2024",
                "2023",
                "March 2022",
                "5 March 2022",
                "since 2021",
                "undated a",
                "undated b",
            ],
        ),
        (
            "oldest",
            [
                "since 2021",
                "March 2022",
                "5 March 2022",
                "2023",
                "until 2024",
                "undated a",
                "undated b",
            ],
        ),
        (
            "title",
            [
                "2023",
                "5 March 2022",
                "March 2022",
                "since 2021",
                "undated a",
                "undated b",
                "until 2024",
            ],
        ),
    ],
)
@pytest.mark.parametrize("kind", ["article", "agreement", "event", "council", "initiative"])
def test_list_is_sorted(client, db, kind, sort, titles):
    for title, edtf in DATES.items():
        FACTORIES[kind](title_en=title, when=PartialDate.from_edtf(edtf) if edtf else None)
    assert titles_in(client.get(list_address(kind), {"sort": sort})) == titles
    if sort == "newest":
        assert titles_in(client.get(list_address(kind))) == titles


@pytest.mark.parametrize("kind", ["partner", "person", "topic"])
def test_list_without_dates_is_sorted_by_title(client, db, kind):
    for title in ("b", "c", "a"):
        FACTORIES[kind](title_en=title)
    assert titles_in(client.get(list_address(kind))) == ["a", "b", "c"]
    assert titles_in(client.get(list_address(kind), {"sort": "title"})) == ["a", "b", "c"]


def test_row_of_agreement_names_public_parties_only(client, db):
    agreement = AgreementFactory()
    RelationFactory(object=agreement, subject__title_en="Uzbekistan", order=2)
    RelationFactory(object=agreement, subject__title_en="UNOCT", order=1)
    RelationFactory(object=agreement, subject__title_en="Secret", subject__status="draft")
    body = body_of(client.get("/agreements/"))
    assert '<p class="row__context">UNOCT · Uzbekistan</p>' in body
    assert "Secret" not in body


def test_row_says_when_there_is_no_date(client, db):
    EventFactory()
    assert '<span class="unstated">no date</span>' in body_of(client.get("/events/"))


def test_row_says_no_more_of_a_date_than_is_known(client, db):
    EventFactory(when=PartialDate.from_edtf("2022-03~"))
    assert '<time datetime="2022-03">about March 2022</time>' in body_of(client.get("/events/"))


@pytest.mark.parametrize("kind", KINDS)
def test_empty_list_says_that_nothing_is_published(client, db, kind):
    FACTORIES[kind](status=Record.Status.DRAFT)
    response = client.get(list_address(kind))
    assert response.status_code == 200
    assert count_in(response) == "0 results"
    assert '<p class="empty__words">Nothing has been published here yet.</p>' in body_of(response)


@pytest.mark.parametrize("kind", KINDS)
def test_list_without_a_match_says_what_to_do(client, db, kind):
    FACTORIES[kind](title_en="Title")
    response = client.get(list_address(kind), {"q": "something else"})
    assert response.status_code == 200
    assert count_in(response) == "0 results"
    remedy = "Nothing matches all of these filters. Remove one of them."
    assert f'<p class="empty__words">{remedy}</p>' in body_of(response)


@pytest.mark.parametrize("kind", KINDS)
def test_list_says_what_it_holds(client, db, kind):
    response = client.get(list_address(kind))
    description = meta_in(response, "description")
    assert description
    assert f'<p class="lead">{description}</p>' in body_of(response)


def test_publication_at_a_time_needs_no_further_step(client, db):
    AgreementFactory(title_en="Later", publish_at=NOW + HOUR)
    with time_machine.travel(NOW, tick=False):
        assert titles_in(client.get("/agreements/")) == []
    with time_machine.travel(NOW + HOUR, tick=False):
        assert timezone.now() == NOW + HOUR
        assert titles_in(client.get("/agreements/")) == ["Later"]


@pytest.mark.parametrize(
    ("bases", "expected"),
    [
        ((), "2022"),
        ((Basis.STATED,), "2022"),
        ((Basis.INFERRED,), "2022 inferred"),
        ((Basis.OUTSIDE,), "2022 from outside the article"),
        ((Basis.STATED, Basis.INFERRED), "2022 inferred"),
        ((Basis.OUTSIDE, Basis.INFERRED), "2022 inferred"),
    ],
)
@pytest.mark.parametrize("kind", ["article", "agreement", "event", "council", "initiative"])
def test_row_says_when_its_date_is_not_stated(client, db, kind, bases, expected):
    record = FACTORIES[kind](when=PartialDate.parse("2022"))
    EvidenceFactory(record=record, field="title", basis=Basis.INFERRED, note="Other than its date")
    for basis in bases:
        EvidenceFactory(record=record, basis=basis, note="A note")
    body = body_of(client.get(list_address(kind), {"date": "2022"}))
    [date] = re.findall(r'<div class="row__date">(.*?)</div>', body)
    assert text_of(date) == expected


def test_rows_show_type_place_and_status(client, db):
    AgreementFactory(type="roadmap", state="signed", venue_en="Palace", city_en="Tashkent")
    FACTORIES["event"](type="visit", city_en="Samarkand")
    FACTORIES["partner"](type="un_body")
    row = r'<p class="row__detail">(.*?)</p>'
    [agreement] = re.findall(row, body_of(client.get("/agreements/")))
    [event] = re.findall(row, body_of(client.get("/events/")))
    [partner] = re.findall(row, body_of(client.get("/partners/")))
    assert text_of(agreement) == "Roadmap Palace, Tashkent"
    assert text_of(event) == "Visit Samarkand"
    assert text_of(partner) == "United Nations body"
    assert '<span class="pill" data-state="signed">Signed</span>' in body_of(
        client.get("/agreements/")
    )


def test_order_in_use_is_marked_and_kept_with_the_filters(client, db):
    AgreementFactory.create_batch(2, title_en="Plan")
    body = body_of(client.get("/agreements/?q=plan&sort=oldest&page=1"))
    orders = re.findall(r'<a href="(\?[^"]*)"( aria-current="true")?>([\w ]+)</a>', body)
    assert orders == [
        ("?q=plan&amp;sort=newest", "", "Newest first"),
        ("?q=plan&amp;sort=oldest", ' aria-current="true"', "Oldest first"),
        ("?q=plan&amp;sort=title", "", "By title"),
    ]
    assert '<input type="hidden" name="sort" value="oldest">' in body


@pytest.mark.parametrize(("kind", "number"), [("partner", 2), ("agreement", 1)])
def test_order_is_not_asked_where_there_is_no_choice(client, db, kind, number):
    FACTORIES[kind].create_batch(number)
    assert 'aria-label="Order"' not in body_of(client.get(list_address(kind)))


def test_words_with_a_hyphen_stay_whole_in_rows(client, db):
    AgreementFactory(title_en="High-Level Plan, 2024–2025")
    body = body_of(client.get("/agreements/"))
    assert '<span class="unbroken">High-Level</span> Plan' in body
