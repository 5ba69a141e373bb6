"""The marks of the timeline: the same as the rows of its table, the records and their dates."""

import datetime
from itertools import combinations, pairwise

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from cooperation.domain.dates import OPEN, UNKNOWN, PartialDate, Point, format_partial_date
from cooperation.figures import svg
from cooperation.figures.timeline import draw, strip
from cooperation.models import Record
from cooperation.queries.timeline import KINDS, Timeline, TimelineEntry, date_order
from tests.support.factories import FACTORIES, AgreementFactory, ArticleFactory, EventFactory
from tests.support.figures import (
    axis_of,
    boxes_of,
    extent_of,
    links_in,
    marks_in,
    parse,
    picture_in,
    records_in,
    touch,
)

LATER = datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)
DATED = [kind.key for kind in KINDS]
DATES = [
    "2022", "2022-03", "2022-03-14", "2021/2023", "2022-05/2022-07", "2020-11-30/2021-01-02",
    "2022~", "2022-03?", "2021-06-01%", "2022/..", "../2021", "2022/", "/2023-04",
]  # fmt: skip


def named(record, language="en"):
    date = format_partial_date(record.when, language)
    return f"{date} – {record.title} ({record.kind_label})"


def drawn(entries):
    """Return the picture of some entries without a database."""
    timeline = Timeline.__new__(Timeline)
    entries = sorted(entries, key=lambda entry: date_order(entry.record))
    timeline.__dict__ |= {"entries": entries, "is_counted": False, "period": None}
    return parse(draw(timeline, lambda name, **changes: f"/{name}/").markup)


def test_each_dated_public_record_is_drawn_once_and_listed_once(client, db):
    records = [
        FACTORIES[kind](when=date, title_en=f"{kind} {date}")
        for kind, date in zip([*DATED, *DATED, *DATED], DATES, strict=False)
    ]
    for kind in DATED:
        FACTORIES[kind](when="2022-02", status=Record.Status.DRAFT)
        FACTORIES[kind](when="2022-02", status=Record.Status.WITHDRAWN)
        FACTORIES[kind](when="2022-02", publish_at=LATER)
        FACTORIES[kind]()
    response = client.get("/timeline/")
    records.sort(key=date_order)
    expected = [(record.get_absolute_url(), named(record)) for record in records]
    assert links_in(picture_in(response)) == expected
    assert records_in(response) == [
        (record.get_absolute_url(), format_partial_date(record.when), record.title, str(label))
        for record, label in ((record, record.kind_label) for record in records)
    ]


@pytest.mark.parametrize("date", DATES)
def test_mark_is_as_long_as_its_date_is_imprecise(client, db, date):
    EventFactory(when="2019")
    EventFactory(when="2024-12-31")
    record = EventFactory(when=date)
    root = picture_in(client.get("/timeline/"))
    axis = axis_of(root)
    assert (axis.first, axis.last) == ("2019-01-01", "2024-12-31")
    (link,) = [a for a in root.iter("a") if a.get("href") == record.get_absolute_url()]
    (shape,) = marks_in(link)
    assert extent_of(shape) == pytest.approx(expected_extent(record.when, axis), abs=0.11)
    assert (shape.tag == "circle") is (record.when.precision == "day")
    assert (shape.get("stroke-dasharray") is not None) is any(sign in date for sign in "~?%")
    assert (shape.get("mask") is not None) is bool(record.when.open_end)
    if shape.get("mask"):
        ids = {node.get("id") for node in root.iter("mask")}
        assert shape.get("mask").removeprefix("url(#").removesuffix(")") in ids


def expected_extent(date, axis):
    """Return where a date lies on an axis by the rule of three."""
    first = datetime.date.fromisoformat(axis.first).toordinal()
    days = datetime.date.fromisoformat(axis.last).toordinal() + 1 - first
    start = (date.earliest.toordinal() - first) / days if date.earliest else 0
    end = (date.latest.toordinal() + 1 - first) / days if date.latest else 1
    if date.precision == "day":
        start = end = (start + end) / 2
    return tuple(axis.left + share * (axis.right - axis.left) for share in (start, end))


def test_bar_too_short_to_be_seen_is_widened_around_its_date(client, db):
    EventFactory(when="1900")
    EventFactory(when="2024")
    record = EventFactory(when="1950-06")
    root = picture_in(client.get("/timeline/"))
    (link,) = [a for a in root.iter("a") if a.get("href") == record.get_absolute_url()]
    start, end = extent_of(marks_in(link)[0])
    middle = sum(expected_extent(record.when, axis_of(root))) / 2
    assert (start, end) == pytest.approx((middle - 2, middle + 2), abs=0.11)


def test_records_of_one_month_have_the_same_extent_and_no_order(client, db):
    one, other = (EventFactory(when="2022-03") for _ in range(2))
    EventFactory(when="2022-05-02")
    response = client.get("/timeline/")
    marks = {a.get("href"): marks_in(a)[0] for a in picture_in(response).iter("a")}
    places = [marks[each.get_absolute_url()] for each in (one, other)]
    assert extent_of(places[0]) == extent_of(places[1])
    assert places[0].get("y") != places[1].get("y")
    assert response.content.decode().count("order not known") == 1


def test_validity_is_drawn_pale_and_named(client, db):
    record = AgreementFactory(when="2022-03", validity="2022/2023", entry_into_force="2022-04-01")
    response = client.get("/timeline/")
    root = picture_in(response)
    (link,) = root.iter("a")
    validity, force, own = marks_in(link)
    axis = axis_of(root)
    assert (axis.first, axis.last) == ("2022-01-01", "2023-12-31")
    assert extent_of(validity) == pytest.approx((axis.left, axis.right), abs=0.11)
    assert (validity.get("fill-opacity"), force.get("fill-opacity")) == ("0.2", "0.2")
    assert own.get("fill-opacity") is None
    spans = "; Period of validity: 2022–2023; Entry into force: 1 April 2022"
    assert links_in(root) == [(record.get_absolute_url(), named(record) + spans)]


def test_marks_outside_a_chosen_period_end_with_it(client, db):
    EventFactory(when="2010/2030")
    EventFactory(when="2023-06/2024-02")
    root = picture_in(client.get("/timeline/", {"date": "2024"}))
    axis = axis_of(root)
    shapes = [marks_in(a)[0] for a in root.iter("a")]
    february = axis.left + 60 / 366 * (axis.right - axis.left)
    assert [extent_of(shape) for shape in shapes] == [
        pytest.approx((axis.left, axis.right), abs=0.11),
        pytest.approx((axis.left, february), abs=0.11),
    ]


HOSTILE = ["<script>alert(1)</script>", "\"quoted\" 'too' & more", "Ж" * 300, "a\x0bb", "]]>"]


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("address", ["/timeline/", "/timeline.svg"])
def test_hostile_titles_stay_words(client, db, title, address):
    record = EventFactory(when="2022-03", title_en=title)
    response = client.get(address)
    root = picture_in(response) if address.endswith("/") else parse(response.content)
    (name,) = [name for _href, name in links_in(root)]
    assert name == f"March 2022 – {svg.NOT_IN_XML.sub('', record.title)} (Event)"
    assert b"<script>alert" not in response.content


POINTS = st.builds(
    lambda day, parts, qualifier: (
        Point(*(day.year, day.month, day.day)[:parts], qualifier=qualifier)
        if parts == 3
        else Point(day.year, day.month if parts == 2 else None, qualifier=qualifier)
    ),
    st.dates(datetime.date(1800, 1, 1), datetime.date(2100, 12, 31))
    | st.dates(datetime.date(2022, 1, 1), datetime.date(2024, 12, 31)),
    st.integers(1, 3),
    st.sampled_from(["", "~", "?", "%"]),
)


@st.composite
def partial_dates(draw):
    point = draw(POINTS)
    other = draw(st.none() | st.sampled_from([OPEN, UNKNOWN]) | POINTS)
    if isinstance(other, Point):
        point, other = sorted((point, other), key=lambda each: (each.earliest, each.latest))
        if other.latest < point.earliest:
            point, other = other, point
    elif other is not None and draw(st.booleans()):
        return PartialDate(other, point)
    return PartialDate(point, other)


ENTRIES = st.builds(
    lambda number, date, kind, title, spans: TimelineEntry(
        Record(pk=number, kind=kind, slug=f"record-{number}", title=title, when=date),
        [("Valid", span) for span in spans if kind == "agreement"],
        set(),
    ),
    st.integers(1, 10**6),
    partial_dates(),
    st.sampled_from(DATED),
    st.text(min_size=1, max_size=300) | st.sampled_from(["Signing", "Соглашение " * 20]),
    st.lists(partial_dates(), max_size=2),
)


@given(
    st.lists(ENTRIES, min_size=1, max_size=12, unique_by=lambda entry: entry.record.pk),
    st.sampled_from(["en", "ru", "uz"]),
)
@settings(deadline=None)
def test_no_mark_leaves_the_axis_and_no_words_touch_others(entries, language):
    with override(language):
        root = drawn(entries)
    axis = axis_of(root)
    links = list(root.iter("a"))
    assert len(links) == len(entries)
    extents = [extent_of(shape) for link in links for shape in marks_in(link)]
    assert [
        each for each in extents if each[0] < axis.left - 0.1 or each[1] > axis.right + 0.1
    ] == []
    boxes = {number: boxes_of(link) for number, link in enumerate(links)}
    bottom = float(root.get("viewBox").split()[3])
    assert [box for each in boxes.values() for box in each if box[3] > bottom] == []
    assert [
        (links[one].find("title").text, links[other].find("title").text)
        for one, other in combinations(boxes, 2)
        if any(touch(a, b) for a in boxes[one] for b in boxes[other])
    ] == []


@given(partial_dates())
@settings(deadline=None)
def test_ticks_stand_on_the_axis_and_do_not_touch(date):
    root = drawn(
        [TimelineEntry(Record(pk=1, kind="event", slug="a", title="A", when=date), [], set())]
    )
    axis = axis_of(root)
    ground = next(node for node in root.iter("g") if node.get("aria-hidden"))
    for y in ("14", "38"):
        row = [text for text in ground.iter("text") if text.get("y") == y and text.text]
        edges = [(float(text.get("x")) - 6, svg.text_width(text.text, 12)) for text in row]
        assert [x for x, _width in edges if not axis.left - 0.1 <= x <= axis.right] == []
        assert [(one, other) for one, other in pairwise(edges) if one[0] + one[1] > other[0]] == []


def test_axis_speaks_the_language_of_the_reader():
    entry = TimelineEntry(
        Record(pk=1, kind="event", slug="a", title="A", when="2024-05"), [], set()
    )
    words = {}
    for language in ("en", "ru", "uz"):
        with override(language):
            texts = [text.text for text in drawn([entry]).iter("text")]
        words[language] = texts[:4]
    assert words == {
        "en": ["2024", "Jan", "Feb", "Mar"],
        "ru": ["2024", "Янв", "Фев", "Мар"],
        "uz": ["2024", "Yan", "Fev", "Mar"],
    }


def test_strip_shows_dated_records_in_order(db):
    event = EventFactory(when="2022-03", title_en="Second")
    article = ArticleFactory(when="2021", title_en="First")
    picture = strip([event, article, EventFactory()])
    expected = [(each.get_absolute_url(), named(each)) for each in (article, event)]
    assert links_in(parse(picture.markup)) == expected
    assert [(row[1].href, row[1].text) for row in picture.rows] == [
        (article.get_absolute_url(), "First"),
        (event.get_absolute_url(), "Second"),
    ]


def test_strip_of_nothing_is_nothing(db):
    assert strip([EventFactory()]) is None
