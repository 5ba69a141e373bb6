"""What a reader on a slow line sees while a page comes in."""

import pytest
from django.contrib.contenttypes.models import ContentType

from cooperation.domain.kinds import PAGE_KINDS
from cooperation.models import Record

pytestmark = pytest.mark.browser

LIMIT = 0.02
LATE = 200
"""Milliseconds by which the fonts come later than everything else: browsers show other letters
after 100 (CSS Fonts 4, 11.1)."""

PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"

WATCH = """
window.moved = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.moved += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def addresses():
    """Return the first page, a list and a record of each kind, each in all languages."""
    paths = ["/", "/agreements/"]
    for kind in PAGE_KINDS:
        records = Record.objects.published().filter(kind=kind.key)
        paths.append(records.order_by("-title").first().get_absolute_url())
    return [f"{prefix}{path}" for path in paths for prefix in ("", "/ru", "/uz")]


def held_fonts(page):
    """Return the list of requests for fonts, which wait until they are continued."""
    held = []

    def hold(route):
        held.append(route)

    page.route("**/*.woff2", hold)
    return held


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_the_fonts_come_late(live_server, content, browser, width):
    ContentType.objects.clear_cache()
    moved = {}
    for address in addresses():
        context = browser.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        page.add_init_script(WATCH)
        held = held_fonts(page)
        with page.expect_request("**/*.woff2"):
            page.goto(f"{live_server.url}{address}", wait_until="domcontentloaded")
        page.wait_for_timeout(LATE)
        for route in held:
            route.continue_()
        page.unroute("**/*.woff2")
        page.wait_for_load_state("load")
        page.evaluate("document.fonts.ready")
        page.evaluate(PAINTED)
        if (shift := page.evaluate("window.moved")) > LIMIT:
            moved[address] = shift
        context.close()
    assert moved == {}
