"""Reading an article in a real browser: the margin, the contents, links to sentences, citing."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType

from cooperation.models import Article
from cooperation.sourcing.passages import store_all

pytestmark = pytest.mark.browser


@pytest.fixture
def address(live_server, content):
    """The address of the article of the seed content."""
    ContentType.objects.clear_cache()
    store_all()
    return f"{live_server.url}{Article.objects.get().get_absolute_url()}"


@pytest.fixture
def opened(browser, address):
    """Return a function that opens the article in a window; options are those of the context."""
    contexts = []

    def open_page(width=1280, **options):
        size = {"width": width, "height": 800}
        contexts.append(browser.new_context(viewport=size, reduced_motion="reduce", **options))
        page = contexts[-1].new_page()
        page.goto(address, wait_until="networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()


def tops(page):
    """Return [(top of a note, top of its paragraph)] of the margin."""
    return page.evaluate(
        """[...document.querySelectorAll(".supports li")].map((note) => {
            const mark = document.querySelector(`.prose a[href="#${note.id}"]`);
            const block = mark.closest(".prose > *");
            return [note.getBoundingClientRect().top, block.getBoundingClientRect().top];
        })"""
    )


def test_notes_stand_beside_their_paragraphs_on_a_wide_screen(opened):
    page = opened()
    found = tops(page)
    assert len(found) > 10
    assert max(abs(note - paragraph) for note, paragraph in found) < 30


def test_notes_stand_below_the_text_on_a_narrow_screen(opened):
    page = opened(width=360)
    end = page.locator(".prose").evaluate("text => text.getBoundingClientRect().bottom")
    assert all(note > end for note, _paragraph in tops(page))


def test_lines_are_of_a_readable_length(opened):
    page = opened()
    characters = page.locator(".prose > p").first.evaluate(
        """(paragraph) => {
            const range = document.createRange();
            range.selectNodeContents(paragraph);
            const height = parseFloat(getComputedStyle(paragraph).lineHeight);
            const lines = Math.round(paragraph.getBoundingClientRect().height / height);
            return paragraph.textContent.length / lines;
        }"""
    )
    assert 50 <= characters <= 75  # the last line is shorter than the others


def test_marks_are_hidden_without_a_script(opened):
    page = opened(java_script_enabled=False)
    assert page.locator(".ref").first.is_visible()
    page.get_by_label("Show records based on each sentence").uncheck()
    assert not page.locator(".ref").first.is_visible()
    assert not page.locator(".supports").is_visible()
    assert page.get_by_role("navigation", name="Contents").get_by_role("link").count() == 4
    assert page.get_by_role("button", name=re.compile("Copy")).count() == 0


def test_contents_follow_the_reader(opened):
    page = opened()
    contents = page.get_by_role("navigation", name="Contents")
    assert contents.locator("[aria-current]").count() == 0
    for name in ("Afterword", "UNOCT and ISRS"):
        contents.get_by_role("link", name=name).click()
        current = contents.locator("[aria-current=location]")
        current.get_by_text(name).wait_for()
        assert current.all_inner_texts() == [name]


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


COPYING = {"permissions": ["clipboard-read", "clipboard-write"]}


def test_link_to_a_sentence_is_copied(opened, address):
    page = opened(**COPYING)
    sentence = page.locator(".prose span[id]").nth(1)
    sentence.click()
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = clipboard(page)
    assert copied == f"{address}#{sentence.get_attribute('id')}"
    page.goto(copied)
    assert page.get_by_role("button", name="Copy link").count() == 1


def test_reader_who_follows_a_link_copies_nothing(opened):
    page = opened(**COPYING)
    page.locator(".prose p a.ref").first.click()
    assert page.get_by_role("button", name="Copy link").count() == 0


def test_citation_is_copied_with_the_day_of_reading(opened):
    page = opened(**COPYING)
    page.get_by_text("Cite this page").click()
    page.get_by_role("button", name="Copy GOST").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert re.search(r"\(дата обращения: \d\d\.\d\d\.\d{4}\)\.$", clipboard(page))


def test_address_is_copied(opened, address, settings):
    page = opened(**COPYING)
    page.get_by_role("button", name="Copy the address").click()
    page.get_by_role("button", name="Copied").wait_for()
    path = Article.objects.get().get_absolute_url()
    assert clipboard(page) == f"{settings.SITE_URL}{path}"
