"""Every sort of page in a real browser: readable by all, whole on small screens, quiet, alone.

The register is loaded once for each test; a test goes through all pages and names what it finds
where, so that the whole list is seen at once.
"""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from cooperation.domain.kinds import PAGE_KINDS
from cooperation.models import Page, Record
from tests.support.axe import AXE_BY_NIGHT, violations

pytestmark = pytest.mark.browser

WIDTHS = (320, 360, 1280)
WRONG_FILTERS = "/agreements/?type=zz&date=yesterday&colour=red"
NOT_FOUND = "/nothing/"
SEARCHES = (
    "",
    "q=roadmap",
    "q=rehabilitaton",
    "q=roadmap&kind=agreement",
    "q=zz",
    "kind=zz&date=x",
)
ANSWERS = {WRONG_FILTERS: 400, f"/search/?{SEARCHES[-1]}": 400, NOT_FOUND: 404}
"""The status of the addresses that are wrong on purpose."""

PAIRS = ("isrs/with/unoct", "cis/with/uzbekistan")
"""Two partners with joins of every sort, and two without any."""


def fullest(kind):
    """Return the address of the public record of a kind with the most evidence."""
    records = Record.objects.published().filter(kind=kind.key)
    return max(records, key=lambda record: record.evidence.count()).get_absolute_url()


def addresses():
    """Return one address for each sort of page."""
    lists = [f"/{kind.path}/" for kind in PAGE_KINDS]
    pages = [page.get_absolute_url() for page in Page.objects.filter(slug="about")]
    others = [
        "/api/",
        "/timeline/",
        "/timeline/?date=2024",
        "/feeds/",
        "/feeds/calendar/",
        WRONG_FILTERS,
        "/events/?q=zz",
        NOT_FOUND,
        "/admin/login/",
    ]
    searches = [f"/search/?{query}" for query in SEARCHES]
    pictures = ["/network/", "/network/?view=matrix", *map("/partners/{}/".format, PAIRS)]
    return ["/", *lists, *map(fullest, PAGE_KINDS), *pages, *searches, *pictures, *others]


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_have_no_violation_by_day_and_by_night(site, browser, width):
    # axe is put into the page as a script, which the site’s own policy rightly forbids.
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 800})
    page = context.new_page()
    found = {}
    for address in addresses():
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(f"{site}{address}")
        note_violations(found, page, address)
    if width == 360:
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(f"{site}/")
        page.get_by_role("button", name="Menu").click()
        note_violations(found, page, "the open menu")
    context.close()
    assert found == {}


def note_violations(found, page, name):
    """Note what axe finds on a page by day, and of its colours by night."""
    by_day = violations(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    by_night = violations(page, AXE_BY_NIGHT)
    if by_day or by_night:
        found[name] = {"by day": by_day, "by night": by_night}


def test_pages_fit_their_width_are_quiet_and_ask_no_other_host(site, browser):
    # Without motion: otherwise the menu takes a moment to leave when the window becomes narrow.
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    noises, hosts, too_wide = [], set(), {}
    # A browser reports the status of an error page itself; that page is what was asked for.
    page.on("console", lambda message: _note(noises, message, page))
    page.on("pageerror", lambda error: noises.append(str(error)))
    page.on("requestfailed", lambda request: noises.append(f"not loaded: {request.url}"))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    for address in addresses():
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(f"{site}{address}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            taken = page.evaluate("document.documentElement.scrollWidth")
            if taken > width:
                too_wide[address, width] = taken
    context.close()
    assert too_wide == {}
    assert noises == []
    assert hosts == {urlsplit(site).netloc}


def _note(noises, message, page):
    is_own_status = "the server responded with a status of 40" in message.text
    if message.type == "error" and not (is_own_status and message.location["url"] == page.url):
        noises.append(f"{page.url}: {message.text}")


def test_pages_work_without_javascript(site, browser):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    for address in addresses():
        response = page.goto(f"{site}{address}")
        expected = ANSWERS.get(address, 200)
        assert (address, response.status) == (address, expected)
    page.goto(f"{site}/")
    menu = page.get_by_role("navigation", name="Main")
    assert not menu.is_visible()
    page.get_by_role("button", name="Menu").click()
    menu.get_by_role("link", name="Agreements").click()
    assert page.url == f"{site}/agreements/"
    page.get_by_label("Search this list", exact=True).fill("memorandum")
    page.get_by_role("button", name="Show").click()
    assert "q=memorandum" in page.url
    expect(page.get_by_role("status")).to_be_visible()
    page.locator(".row__title").first.click()
    page.locator("a.mark").first.click()
    assert "#note-1" in page.url
    assert page.locator("#note-1").is_visible()
    context.close()


def test_pages_are_reached_by_keyboard(site, browser):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{site}/agreements/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    assert skip.evaluate("link => link === document.activeElement")
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    context.close()
