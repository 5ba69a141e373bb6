"""From words of a sentence to a public record and back to the sentence, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from cooperation.models import Passage
from cooperation.sourcing.passages import store
from tests.support.browser import log_in
from tests.support.factories import ArticleFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SENTENCE = "The Samarkand Declaration was adopted on 5 December 2023."


@pytest.fixture
def register(transactional_db):
    """One article with one sentence that nothing rests on yet."""
    article = ArticleFactory(slug="an-article", body_en=f"<p>They met. {SENTENCE}</p>")
    store(article)


def tab_to(page, selector):
    """Press Tab until the element has the focus."""
    for _press in range(250):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by Tab")


def test_words_to_record_to_mark_to_sentence(page, live_server, editor_account):
    page.set_default_timeout(10_000)
    log_in(page, live_server.url, "amina")
    passage = Passage.objects.get(text=SENTENCE)
    page.goto(f"{live_server.url}/admin/cooperation/article/sentence/{passage.pk}/")

    tab_to(page, "#sentence")
    page.keyboard.press("Control+Home")
    for _word in range(3):
        page.keyboard.press("Control+Shift+ArrowRight")
    expect(page.locator("#id_words")).to_have_value("The Samarkand Declaration")
    tab_to(page, "#id_kind")
    page.keyboard.type("Agr")
    tab_to(page, "input[value='Open its form']")
    page.keyboard.press("Enter")

    expect(page.locator("#id_title_en")).to_have_value("The Samarkand Declaration")
    expect(page.locator("#id_when")).to_have_value("5 December 2023")
    tab_to(page, "#id_type")
    page.keyboard.type("Decl")
    tab_to(page, "input[name='_publish']")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Published.", exact=True)).to_be_visible()

    page.goto(f"{live_server.url}/agreements/the-samarkand-declaration/")
    tab_to(page, "dd .mark")
    page.keyboard.press("Enter")
    expect(page.locator(".note-box q")).to_have_text(SENTENCE)
    tab_to(page, ".note-box li a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/articles/an-article/#{passage.address}")
    expect(page.locator(".prose :target")).to_have_text(SENTENCE)
