"""Pasting into the rich-text editor, and its links, as editors do it in the browser."""

import pytest
from playwright.sync_api import expect

from cooperation.models import Article
from tests.support.accounts import staff
from tests.support.browser import log_in
from tests.support.pasting import READS, pasted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTE = """
(text, html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", "plain");
    const options = { clipboardData, bubbles: true, cancelable: true };
    text.dispatchEvent(new ClipboardEvent("paste", options));
}
"""


@pytest.fixture
def complaints(page):
    """What the browser complains of on its console, Content-Security-Policy included."""
    found = []
    page.on("console", lambda message: message.type == "error" and found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def text(transactional_db, page, live_server, django_user_model):
    """The text of a new article in the editor."""
    staff(django_user_model, "amina", "Editor")
    page.set_default_timeout(10_000)
    log_in(page, live_server.url, "amina")
    page.goto(f"{live_server.url}/admin/cooperation/article/add/")
    page.get_by_label("Title:").first.fill("Gardens")
    return page.locator(".field-body_en [contenteditable=true]")


def paste(text, html):
    text.focus()
    text.evaluate(PASTE, html)


def notes(page):
    return page.locator(".field-body_en .pasting-notes")


def test_pasted_text_reads_as_in_its_program_and_says_what_was_left_out(page, text, complaints):
    paste(text, pasted("google_docs.html"))
    expect(notes(page)).to_contain_text("Deleted words were left out: “old”.")
    assert page.locator("#id_body_en").input_value() == READS.replace(
        "<ol>", '<ol data-type="decimal">'
    )

    # within a sentence, and saved before the site has answered
    text.press("Control+Home")
    paste(text, "<p>The <b style='font-weight:normal'>great</b>&nbsp;<i>old</i>\n </p>")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_text("was added successfully")).to_be_visible(timeout=30_000)
    body = Article.objects.get().body_en
    assert body.startswith("<h2>The great <em>old</em>Forum of gardeners</h2><p>Over 400 people")

    # what editors copy from an editor stays as it is; without the site the browser reads
    page.route("**/pasted-text/", lambda route: route.abort())
    text.press("Control+a")
    paste(text, "<table><tr><td>a</td><td>b</td></tr></table>")
    expect(notes(page)).to_contain_text("The site could not be reached")
    expect(text).to_have_text("ab")
    assert [each for each in complaints if "ERR_FAILED" not in each] == []


def test_links_are_completed_or_refused_at_once(page, text, complaints):
    dialog = page.get_by_role("dialog")

    def link(address, words=""):
        page.locator(".field-body_en button[data-name=link]").click()
        dialog.get_by_label("Address").fill(address)
        if words:
            dialog.get_by_label("Text of the link").fill(words)
        dialog.get_by_role("button", name="Set the link").click()

    text.click()
    page.keyboard.type("See ")
    link("javascript:alert(1)", "this")
    expect(dialog.get_by_role("alert")).to_contain_text("cannot begin with “javascript:”")
    dialog.get_by_label("Address").fill("www.example.org/a b")
    dialog.get_by_label("Address").press("Enter")
    expect(dialog).to_have_count(0)
    page.keyboard.type(" or ")
    link("a@example.org")
    expect(text).to_have_text("See this or a@example.org")
    page.keyboard.type(" now")
    for _letter in "now":
        page.keyboard.press("Shift+ArrowLeft")
    link("/nowhere/")
    expect(dialog.get_by_role("alert")).to_contain_text("This site has no page “/nowhere/”")
    dialog.get_by_label("Address").fill("/agreements/")
    dialog.get_by_role("button", name="Set the link").click()
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_text("was added successfully")).to_be_visible(timeout=30_000)
    assert Article.objects.get().body_en == (
        '<p>See <a href="https://www.example.org/a%20b">this</a> or '
        '<a href="mailto:a@example.org">a@example.org</a> <a href="/agreements/">now</a></p>'
    )
    assert [each for each in complaints if "400 (Bad Request)" not in each] == []
