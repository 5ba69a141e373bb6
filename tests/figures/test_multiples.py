"""Figures of one unit side by side, each as exact as its source makes it."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.figures.multiples import draw_multiples
from cooperation.models import Figure, Record
from cooperation.queries.comparisons import MOST_FIGURES, MOST_UNITS, comparisons
from tests.support.factories import EventFactory
from tests.support.figures import links_in, marks_in, parse, rows_in
from tests.support.pages import body_of, text_of


def figure(record, value, qualifier="exactly", unit="participants"):
    return Figure.objects.create(record=record, value=value, qualifier=qualifier, unit_en=unit)


def compared(record):
    return comparisons(record, list(record.figures.all()))


def test_figures_of_the_same_unit_are_compared_in_order_of_date(db):
    late, early, undated = (EventFactory(when=when) for when in ("2024-05-14", "2022-03", ""))
    hidden = EventFactory(when="2023", status=Record.Status.DRAFT)
    own = figure(late, 400, "over")
    other, without = figure(early, 200), figure(undated, 7)
    figure(hidden, 900)
    figure(late, 46, unit="countries")
    figure(early, 29, unit="organizations")
    assert [(each.unit, each.figures) for each in compared(late)] == [
        ("participants", [other, own, without])
    ]


def test_figures_alone_are_not_compared(db):
    event = EventFactory()
    figure(event, 400)
    figure(EventFactory(), 400, unit="Participants, in all")
    assert compared(event) == []
    assert compared(EventFactory()) == []


def test_preview_of_a_draft_compares_its_own_figures(db):
    draft = EventFactory(status=Record.Status.DRAFT)
    own, other = figure(draft, 5), figure(EventFactory(when="2022"), 9)
    assert [each.figures for each in compared(draft)] == [[other, own]]


def test_too_many_figures_keep_those_of_the_record_and_the_latest(db):
    old = EventFactory(when="1990")
    others = [EventFactory(when=str(2000 + number)) for number in range(MOST_FIGURES)]
    own = figure(old, 3)
    figures = [figure(other, number) for number, other in enumerate(others)]
    assert [each.figures for each in compared(old)] == [[own, *figures[1:]]]


def test_units_are_few_and_read_in_one_query(db):
    event, other = EventFactory(), EventFactory()
    for number in range(MOST_UNITS + 2):
        for record in (event, other):
            figure(record, number, unit=f"unit {number}")
    figures = list(event.figures.all())
    with CaptureQueriesContext(connection) as queries:
        found = comparisons(event, figures)
    assert len(queries) == 1
    assert [each.unit for each in found] == list(dict.fromkeys(f.unit for f in figures))[
        :MOST_UNITS
    ]


QUALIFIERS = {
    "exactly": [(100, None, None)],
    "over": [(100, None, None), (20, None, "url(#compared-1-fade-end)")],
    "at_least": [(100, None, None), (20, None, "url(#compared-1-fade-end)")],
    "around": [(90, None, None), (20, None, "url(#compared-1-fade-end)")],
    "about": [(90, None, None), (20, None, "url(#compared-1-fade-end)")],
    "under": [(100, "0.2", None), (2, None, None)],
    "at_most": [(100, "0.2", None), (2, None, None)],
}
"""Qualifier to (length in hundredths of 200, opacity, mask) of the parts of its bar."""


@pytest.mark.parametrize(("qualifier", "expected"), QUALIFIERS.items())
def test_bar_says_how_exact_its_number_is(db, qualifier, expected):
    event, most = EventFactory(when="2022"), EventFactory(when="2023")
    figure(event, 100, qualifier)
    figure(most, 200)
    (picture,) = draw_multiples(compared(event), event)
    one, other = parse(picture.markup).iter("a")
    (whole,) = marks_in(other)
    unit = float(whole.get("width")) / 200
    bars = [
        (float(part.get("width")), part.get("fill-opacity"), part.get("mask"))
        for part in marks_in(one)
    ]
    lengths = {100: 100 * unit, 90: 100 * unit - 10, 20: 20, 2: 2}
    assert bars == [
        (pytest.approx(lengths[length], abs=0.6), opacity, mask)
        for length, opacity, mask in expected
    ]


def test_length_is_in_proportion_to_the_number(db):
    event = EventFactory(when="2022")
    for value in (Decimal("12.5"), 50, 100, 0):
        figure(event, value)
    (picture,) = draw_multiples(compared(event), event)
    widths = [float(marks_in(link)[0].get("width")) for link in parse(picture.markup).iter("a")]
    longest = max(widths)
    assert sorted(widths) == pytest.approx([2, longest / 8, longest / 2, longest], abs=0.1)


def test_page_shows_marks_and_rows_alike(client, db):
    event, other = EventFactory(when="2022-03"), EventFactory(title_en="<b>", when="2024")
    figure(event, 400, "over")
    figure(other, 1200, "around")
    response = client.get(event.get_absolute_url())
    markup = body_of(response)
    start = markup.index("<svg", markup.index('id="compared-1"'))
    root = parse(markup[start : markup.index("</svg>", start) + 6])
    assert root.get("aria-label") == "Participants"
    assert links_in(root) == [
        (event.get_absolute_url(), f"March 2022 · {event.title}: over 400 participants"),
        (other.get_absolute_url(), "2024 · <b>: around 1,200 participants"),
    ]
    assert rows_in(response, "compared-1")[1:] == [
        [(event.title, event.get_absolute_url()), ("March 2022", ""), ("over 400", "")],
        [("<b>", other.get_absolute_url()), ("2024", ""), ("around 1,200", "")],
    ]


def test_page_with_figures_of_its_own_units_has_no_comparison(client, db):
    event = EventFactory()
    figure(event, 400, "over")
    markup = body_of(client.get(event.get_absolute_url()))
    assert "over 400 participants" in text_of(markup)
    assert "compared" not in markup
