"""The timeline in a real browser: by keyboard, by pointer, upright on a phone."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from playwright.sync_api import expect

from cooperation.figures.svg import text_width

pytestmark = pytest.mark.browser


@pytest.fixture
def timeline(live_server, content, page):
    """The page of the timeline on a wide screen."""
    ContentType.objects.clear_cache()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server.url}/timeline/")
    return page


def focused(page):
    return page.evaluate("document.activeElement.querySelector('title')?.textContent")


def test_marks_are_reached_in_order_of_date_and_seen(timeline):
    timeline.locator(".periods a").last.focus()
    names = []
    for _mark in range(12):
        timeline.keyboard.press("Tab")
        names.append(focused(timeline))
    assert names[:3] == [
        "March 2022 – Joint Action Plan for the implementation of the UN Global "
        "Counter-Terrorism Strategy (Agreement)",
        "March 2022 – Tashkent Declaration (Agreement)",
        "March 2022 – Tashkent High-Level Conference (Event)",
    ]
    assert names[-1].startswith("26 July 2024 – First meeting")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert timeline.evaluate(outline) == "solid"
    timeline.keyboard.press("Enter")
    expect(timeline).to_have_url(re.compile("/events/working-groups-first-meeting-2024/$"))


def test_names_are_those_that_assistive_technology_hears(timeline):
    name = re.compile("^5 December 2023 – Memorandum of Understanding.*(Agreement)")
    expect(timeline.get_by_role("link", name=name)).to_have_count(1)
    expect(timeline.get_by_role("list").filter(has=timeline.locator("svg a"))).to_have_count(0)
    picture = timeline.get_by_role("group", name="Timeline, 2022–2025")
    expect(picture.get_by_role("listitem")).to_have_count(12)


def test_words_take_no_more_room_than_was_reckoned(timeline):
    lines = timeline.evaluate(
        """[...document.querySelectorAll("#timeline text")].flatMap((text) => {
            const lines = text.children.length ? [...text.children] : [text];
            const size = parseFloat(getComputedStyle(text).fontSize);
            return lines.map((line) => [line.textContent, size, line.getComputedTextLength()]);
        })"""
    )
    assert len(lines) > 30
    assert [
        line for line in lines if line[2] > text_width(line[0], line[1]) and not line[0].isdigit()
    ] == []


def test_arrows_lead_from_mark_to_mark_and_plus_looks_closer(timeline):
    timeline.locator("#timeline svg a").first.focus()
    timeline.keyboard.press("ArrowRight")
    assert focused(timeline).startswith("March 2022 – Tashkent Declaration")
    timeline.keyboard.press("ArrowLeft")
    assert focused(timeline).startswith("March 2022 – Joint Action Plan")
    timeline.keyboard.press("+")
    expect(timeline).to_have_url(re.compile(r"\?date=2021-03-\d\d%2F2023-03-\d\d$"))
    timeline.locator("#timeline svg a").first.focus()
    timeline.keyboard.press("-")
    expect(timeline).to_have_url(re.compile(r"\?date=2020-03-\d\d%2F2024-03-\d\d$"))


def test_closer_look_begins_where_the_last_one_was_left(timeline):
    timeline.emulate_media(reduced_motion="reduce")
    mark = timeline.locator("#timeline svg a", has_text="Memorandum of").first
    mark.focus()
    name, top = (
        focused(timeline),
        "document.querySelector('#timeline svg').getBoundingClientRect().top",
    )
    for key in ("+", "+", "-"):
        before = timeline.evaluate(top)
        with timeline.expect_navigation():
            timeline.keyboard.press(key)
        timeline.wait_for_function("document.activeElement.closest('#timeline')")
        assert focused(timeline) == name
        assert abs(timeline.evaluate(top) - before) < 2
    timeline.reload()
    assert timeline.evaluate("document.activeElement === document.body")


def test_dragging_looks_at_a_period(timeline):
    timeline.set_viewport_size({"width": 1280, "height": 2000})
    box = timeline.locator("#timeline svg").bounding_box()
    axis = timeline.locator("#timeline svg").evaluate("svg => ({...svg.dataset})")
    unit = box["width"] / 1080
    left, right = (box["x"] + float(axis[side]) * unit for side in ("left", "right"))
    middle = box["y"] + box["height"] / 2
    timeline.mouse.move(left + (right - left) / 2 + 1, middle)
    timeline.mouse.down()
    timeline.mouse.move(right - 40, middle, steps=4)
    expect(timeline.locator("[data-band]")).to_have_count(1)
    timeline.mouse.move(right - 1, middle)
    timeline.mouse.up()
    expect(timeline).to_have_url(re.compile(r"\?date=2024-01-\d\d%2F2025-12-\d\d$"))


def test_what_shares_a_partner_stays_when_one_is_looked_at(timeline):
    declaration = timeline.locator("#timeline svg a", has_text="Memorandum of").first
    declaration.focus()
    near = declaration.evaluate("link => link.dataset.near.split(' ').length")
    expect(timeline.locator("[data-away]")).to_have_count(12 - 1 - near)
    timeline.get_by_role("link", name="Download the picture").focus()
    expect(timeline.locator("[data-away]")).to_have_count(0)


def test_only_one_picture_is_there_at_a_time(timeline):
    picture, table = timeline.locator("#timeline svg"), timeline.locator("#timeline table")
    expect(picture).to_be_visible()
    expect(timeline.locator("[data-zoom]")).to_be_visible()
    timeline.set_viewport_size({"width": 360, "height": 800})
    timeline.reload()
    expect(picture).not_to_be_visible()
    expect(table.get_by_role("link")).to_have_count(12)
    expect(table.get_by_role("link").first).to_be_visible()
    width = timeline.evaluate("document.documentElement.scrollWidth")
    assert width == 360
