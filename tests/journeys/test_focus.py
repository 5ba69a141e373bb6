"""Where the keyboard is can be seen on every sort of page (WCAG 2.2, 2.4.7 and 2.4.13)."""

from collections import Counter
from io import BytesIO

import pytest
from PIL import Image

from cooperation.domain.colours import contrast
from cooperation.models import Article

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/agreements/",
    "/agreements/?type=zz&colour=red",
    "/agreements/roadmap-2022/",
    "/agreements/roadmap-2022/?as-of=2999-01-01",
    "/partners/unoct/",
    "/partners/isrs/with/unoct/",
    "/network/",
    "/network/?view=matrix",
    "/timeline/",
    "/search/?q=roadmap",
    "/feeds/calendar/",
    "/data/",
    "/nothing/",
)
FOCUSABLE = """known => {
    const sortOf = (element) => {
        const path = [];
        for (let each = element; each && path.length < 2; each = each.parentElement) {
            path.unshift([each.localName, each.getAttribute("class") ?? ""].join("."));
        }
        return path.join(" ");
    };
    const found = document.querySelectorAll("a, button, input, select, summary, [tabindex='0']");
    const sorts = new Map(known.map((sort) => [sort, null]));
    window.stops = [];
    for (const element of found) {
        const sort = sortOf(element);
        const isStop = element.checkVisibility({visibilityProperty: true}) && !element.disabled;
        if (!isStop || sorts.has(sort) || element.tabIndex < 0) continue;
        sorts.set(sort, element);
        window.stops.push(element);
    }
    return [...sorts.keys()].slice(known.length);
}"""
"""The first element of each sort that is not known yet; a sort is its tag, class and parents."""

PLACE = """number => {
    const element = window.stops[number];
    document.activeElement.blur();
    element.scrollIntoView({block: "center", inline: "center"});
    const {x, y, width, height} = element.getBoundingClientRect();
    return {x, y, width, height};
}"""
IS_DRAWN = "number => window.stops[number].closest('svg') !== null"
AROUND = 8
"""Pixels around an element that its focus may change."""


def picture(page, place):
    left, top = max(place["x"] - AROUND, 0), max(place["y"] - AROUND, 0)
    clip = {
        "x": left,
        "y": top,
        "width": min(place["width"] + 2 * AROUND, 1280 - left),
        "height": min(place["height"] + 2 * AROUND, 900 - top),
    }
    return Image.open(BytesIO(page.screenshot(clip=clip))).convert("RGB")


def changed(before, after):
    """Return how many pixels change with a contrast of at least 3:1."""
    pixels = (image.get_flattened_data() for image in (before, after))
    pairs = Counter(zip(*pixels, strict=True))
    return sum(
        number
        for (old, new), number in pairs.items()
        if old != new and contrast(bytes(old).hex(), bytes(new).hex()) >= 3
    )


def is_faint(page, number):
    """Return whether the focus on a stop cannot be seen: less than its frame one pixel wide."""
    place = page.evaluate(PLACE, number)
    before = picture(page, place)
    page.evaluate("number => window.stops[number].focus({focusVisible: true})", number)
    return changed(before, picture(page, place)) < 2 * (place["width"] + place["height"])


def test_focus_can_be_seen_on_everything_that_the_keyboard_reaches(site, browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    known, found = [], []
    for address in (*PAGES, Article.objects.get().get_absolute_url()):
        page.emulate_media(forced_colors="none")
        page.goto(f"{site}{address}")
        page.keyboard.press("Tab")
        sorts = page.evaluate(FOCUSABLE, known)
        known += sorts
        found += [(address, sort) for n, sort in enumerate(sorts) if is_faint(page, n)]
        # A browser keeps outlines in forced colours; pictures have other signs.
        page.emulate_media(forced_colors="active")
        drawn = [n for n, sort in enumerate(sorts) if page.evaluate(IS_DRAWN, n)]
        found += [(address, f"{sorts[n]}, forced") for n in drawn if is_faint(page, n)]
    context.close()
    assert len(known) > 50
    assert found == []
