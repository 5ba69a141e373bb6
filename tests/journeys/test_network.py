"""The pictures of network and lineage in a real browser: by keyboard, by pointer, on paper."""

from itertools import combinations

import pytest

from cooperation.figures.network import MOST_PARTNERS
from cooperation.models import Relation
from tests.support.axe import violations
from tests.support.rows import many

pytestmark = pytest.mark.browser

BOXES = """() => [...document.querySelectorAll('.network text.network__label')].map((text) => {
  const box = text.getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom];
})"""


TEXT_SIZE = """() => {
  const text = document.querySelector('.network text.network__label');
  return parseFloat(getComputedStyle(text).fontSize) * text.getCTM().a;
}"""
"""The size of type on the screen, in pixels."""


def touching(boxes):
    """Return how many of (left, top, right, bottom) lie on each other."""
    return sum(
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
        for one, other in combinations(boxes, 2)
    )


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


def test_labels_of_many_partners_can_be_read(live_server, db, page):
    partners = many("partner", MOST_PARTNERS)
    for number, partner in enumerate(partners):
        partner.title_en = f"Ministry of Widening Cooperation {number}"
        partner.save()
    Relation.objects.bulk_create(
        Relation(subject_id=one.pk, verb="partner_of", object_id=partners[number // 3].pk)
        for number, one in enumerate(partners)
        if number // 3 != number
    )
    page.goto(f"{live_server.url}/network/")
    boxes = page.evaluate(BOXES)
    assert len(boxes) == MOST_PARTNERS
    assert touching(boxes) == 0
    assert page.evaluate(TEXT_SIZE) >= 12


def test_keyboard_goes_through_lines_then_partners_and_can_skip_them(site, page):
    page.goto(f"{site}/network/")
    skip = page.get_by_role("link", name="Skip the picture")
    skip.focus()
    for _stop in ("Zoom out", "Zoom in", "first line"):
        page.keyboard.press("Tab")
    order = []
    while page.evaluate("Boolean(document.activeElement.closest('.network svg a'))"):
        order.append(page.evaluate("document.activeElement.getAttribute('href')"))
        page.keyboard.press("Tab")
    lines = [address for address in order if "/with/" in address]
    assert order[: len(lines)] == lines
    assert len(lines) == page.locator(".network .network__lines a").count()
    assert len(order) == len(set(order)) == page.locator(".network svg a").count()
    skip.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#network-table")


def test_neighbours_of_a_partner_stand_out(site, page):
    page.goto(f"{site}/network/")
    partner = page.locator('.network svg a[href="/partners/uzbekistan/"]')
    other = page.locator('.network svg a[href="/partners/china/"]')
    near = page.locator('.network svg a[href="/partners/unoct/"]')
    line = page.locator('.network svg a[href="/partners/unoct/with/uzbekistan/"]')
    assert page.locator(".network [data-dim]").count() == 0
    partner.focus()
    dimmed = {
        name: link.get_attribute("data-dim") is not None
        for name, link in {"own": partner, "near": near, "line": line, "other": other}.items()
    }
    assert dimmed == {"own": False, "near": False, "line": False, "other": True}
    page.keyboard.press("Escape")
    assert page.locator(".network [data-dim]").count() == 0


def test_picture_can_be_made_larger_and_whole_again(site, page):
    page.goto(f"{site}/network/")
    svg = page.locator(".network svg")
    before = svg.bounding_box()["width"]
    page.get_by_role("button", name="Zoom in").click()
    assert svg.bounding_box()["width"] > before
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    page.get_by_role("button", name="Fit").click()
    assert svg.bounding_box()["width"] == before


def test_phone_shows_the_whole_picture_first_and_then_its_middle_larger(site, page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{site}/network/")
    frame, svg = page.locator(".network .figure__picture"), page.locator(".network svg")
    fit = svg.bounding_box()
    assert round(fit["width"]) == frame.bounding_box()["width"] == 320
    zoom_in, whole = (page.get_by_role("button", name=name) for name in ("Zoom in", "Fit"))
    for _step in range(3):
        zoom_in.click()
    middle = "frame => (frame.scrollLeft + frame.clientWidth / 2) / frame.scrollWidth"
    assert svg.bounding_box()["width"] == pytest.approx(3 * fit["width"], abs=1)
    assert frame.evaluate(middle) == pytest.approx(0.5, abs=0.01)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    whole.press("Enter")
    assert svg.bounding_box()["width"] == fit["width"]
    assert whole.is_disabled()
    assert page.evaluate("document.activeElement.closest('.network__tools') !== null")


def test_whole_picture_is_seen_without_scripts(site, browser):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{site}/network/")
    assert page.locator(".network svg").bounding_box()["width"] <= 320
    context.close()


def test_no_cell_with_the_focus_stays_behind_the_names_of_the_rows(site, page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{site}/network/?view=matrix")
    hidden = page.evaluate(
        """() => [...document.querySelectorAll(".matrix td a")].reverse().filter((cell) => {
            cell.focus();
            const box = cell.getBoundingClientRect();
            const top = document.elementFromPoint(box.right - 4, box.y + box.height / 2);
            return top?.closest("th");
        }).length"""
    )
    assert page.locator(".matrix td a").count() > 100
    assert hidden == 0


def test_lineage_is_a_list_on_a_phone(site, page):
    page.goto(f"{site}/agreements/roadmap-2022/")
    assert page.locator(".lineage svg").first.is_visible()
    assert not page.locator(".lineage__list").is_visible()
    page.set_viewport_size({"width": 360, "height": 800})
    assert not page.locator(".lineage svg").first.is_visible()
    assert page.locator(".lineage__list").is_visible()
    assert page.locator(".lineage__list li").count() == 9
    assert violations(page) == []


def test_open_tables_have_no_violation(site, page):
    page.goto(f"{site}/network/")
    page.get_by_text("Table").click()
    assert violations(page) == []
    page.goto(f"{site}/network/?kind=agreement&date=2022")
    assert violations(page) == []
