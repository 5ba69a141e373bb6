"""A draft from its first word to its readers, and back to how the page was, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from cooperation.models import Agreement
from tests.support.browser import editors, log_in, open_form
from tests.support.factories import AgreementFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def tab_to(page, selector):
    """Press Tab until what the selector names has the focus."""
    wanted = page.locator(selector).first
    for _ in range(400):
        if wanted.evaluate("element => element === document.activeElement"):
            return wanted
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def press(page, selector):
    tab_to(page, selector)
    page.keyboard.press("Enter")


def test_draft_is_written_previewed_compared_published_and_restored(
    page, live_server, transactional_db, django_user_model
):
    complaints = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    editors(django_user_model, "amina")
    record = AgreementFactory(title_en="As readers see it", slug="pact")
    log_in(page, live_server.url, "amina")
    open_form(page, live_server.url, record)
    tab_to(page, "#id_title_en")
    page.keyboard.press("Control+a")
    page.keyboard.type("As it is to be")
    press(page, "input[name=_continue]")
    expect(page.get_by_text("This is the draft.")).to_be_visible()
    assert Agreement.objects.get().title_en == "As readers see it"

    press(page, ".object-tools a[href='../preview/']")
    framed = page.frame_locator("iframe")
    expect(framed.get_by_role("heading", level=1)).to_contain_text("As it is to be")
    link = page.locator("#link").input_value()
    outside = page.context.browser.new_context().new_page()
    outside.goto(f"{live_server.url}/preview/{link.split('/preview/')[1]}")
    expect(outside.get_by_text("This is a preview.")).to_be_visible()
    outside.get_by_label("Comment:").fill("The title is too short.")
    outside.get_by_role("button", name="Send the comment").click()
    expect(outside.get_by_text("The editors have your comment.")).to_be_visible()
    outside.context.close()

    open_form(page, live_server.url, record)
    press(page, ".draft-note a[href*='compare']")
    expect(page.locator("ins").last).to_contain_text("to be")
    open_form(page, live_server.url, record)
    press(page, ".object-tools a[href='../draft/']")
    expect(page.locator(".comments")).to_contain_text("The title is too short.")
    tab_to(page, "[name=publish-note]")
    page.keyboard.type("Its name has changed.")
    press(page, "button[value=publish]")
    expect(page.get_by_text("Published.", exact=True)).to_be_visible()
    assert Agreement.objects.get().title_en == "As it is to be"

    open_form(page, live_server.url, record)
    press(page, ".object-tools a.historylink")
    press(page, "a[href*='/restore/1/']")
    press(page, ".desk-buttons button")
    expect(page.get_by_text("This is the draft.")).to_be_visible()
    press(page, "input[name=_publish]")
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert Agreement.objects.get().title_en == "As readers see it"
    assert complaints == []
