"""From a value to its evidence and back: marks that differ in shape, notes that open and return."""

import re

import pytest
from playwright.sync_api import expect

from cooperation.domain.basis import Basis
from cooperation.models import Article, Evidence

pytestmark = pytest.mark.browser

ROADMAP = "/agreements/roadmap-2022/"
LOOKS = {
    "by day": {"color_scheme": "light"},
    "by night": {"color_scheme": "dark"},
    "in forced colours": {"forced_colors": "active"},
    "on paper": {"media": "print"},
}
SHAPE = """mark => [
    getComputedStyle(mark, "::before").content,
    getComputedStyle(mark, "::after").borderTopStyle,
]"""
"""The sign and the frame of a mark, which have no colour."""

LEGEND = """() => [...document.querySelectorAll(".notes__number")].map((number) => [
    getComputedStyle(number, "::before").content.replace(' / ""', ""),
    number.textContent.replace(/^\\d+ /, ""),
])"""
"""The sign of each note, and the words for it."""


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 360, "height": 800}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def every_basis(site):
    """The seeded register, with an agreement whose values have every basis."""
    bases = {"title": Basis.INFERRED, "reference": Basis.NOT_APPLICABLE, "when": Basis.OUTSIDE}
    for field, basis in bases.items():
        found = Evidence.objects.filter(
            record__slug="roadmap-2022", relation=None, field=field
        ).order_by("pk")
        found.exclude(pk=found[0].pk).delete()
        Evidence.objects.filter(pk=found[0].pk).update(
            basis=basis, article=None, quote="", note=f"A note on {field}."
        )
    return site


def test_each_basis_has_a_shape_of_its_own_that_notes_explain(every_basis, page):
    page.goto(f"{every_basis}{ROADMAP}")
    assert sorted({tuple(each) for each in page.evaluate(LEGEND)}) == [
        ('"+"', "from outside the article"),
        ('"?"', "not stated in the source"),
        ('"–"', "not applicable"),
        ('"→"', "inferred"),
        ("none", "stated in the article"),
    ]
    for name, look in LOOKS.items():
        page.emulate_media(**{"media": "screen", "forced_colors": "none"} | look)
        shapes = {}
        for mark in page.locator("a.mark").all():
            basis = mark.get_attribute("data-basis") or "stated"
            shapes.setdefault(basis, set()).add(tuple(mark.evaluate(SHAPE)))
        signs = {basis: sorted(sign for sign, _frame in each) for basis, each in shapes.items()}
        assert signs == {
            "stated": ["none"],
            "inferred": ['"→" / ""'],
            "outside": ['"+" / ""'],
            "not_stated": ['"?" / ""'],
            "not_applicable": ['"–" / ""'],
        }, name
        frames = {basis: {frame for _sign, frame in each} for basis, each in shapes.items()}
        assert frames["inferred"] == {"dashed"}, name
        assert frames["not_stated"] == frames["not_applicable"] == {"dotted"}, name
        is_filled = name in ("by day", "by night")
        assert frames["stated"] == {"none" if is_filled else "solid"}, name


def test_note_opens_at_its_mark_by_keyboard_and_escape_leads_back(site, page):
    page.goto(f"{site}{ROADMAP}")
    mark = page.locator("#m1-0")
    mark.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("dialog", name="Evidence 1: inferred")
    expect(box).to_be_focused()
    expect(box).to_contain_text("parties and year are added")
    assert page.url == f"{site}{ROADMAP}"
    place, at = mark.bounding_box(), box.bounding_box()
    assert 0 <= at["y"] - place["y"] - place["height"] <= 1
    assert at["x"] >= 0
    assert at["x"] + at["width"] <= 360
    page.keyboard.press("Escape")
    expect(mark).to_be_focused()
    expect(page.locator(".note-box")).to_have_count(0)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(box.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Enter")
    expect(mark).to_be_focused()


def test_sentence_and_arrow_open_their_evidence_too(site, page):
    page.goto(f"{site}{Article.objects.get().get_absolute_url()}")
    mark = page.locator(".index a.mark").first
    mark.click()
    box = page.get_by_role("dialog")
    expect(box).to_contain_text("tasks before the international community")
    box.get_by_role("link", name="in the article").click()
    expect(page).to_have_url(re.compile(r"#s-\w+$"))
    expect(page.locator(".note-box")).to_have_count(0)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{site}{ROADMAP}")
    arrow = page.locator('.lineage svg a[href^="#note-"]').first
    arrow.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_focused()
    page.keyboard.press("Escape")
    expect(arrow).to_be_focused()


def test_note_leads_back_to_each_of_its_marks_without_scripts(site, browser):
    context = browser.new_context(java_script_enabled=False, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{site}{ROADMAP}")
    mark = page.get_by_role("link", name="Evidence 4: inferred").first
    mark.click()
    note = page.locator("#note-4")
    expect(page).to_have_url(re.compile("#note-4$"))
    note.get_by_role("link", name="followed by").click()
    expect(mark).to_be_focused()
    context.close()
