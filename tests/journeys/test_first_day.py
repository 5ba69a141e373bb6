"""An editor’s first day, walked in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.support import files
from tests.support.browser import log_in
from tests.support.factories import ArticleFactory, PartnerFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Memorandum between Uzbekistan and UNODC"
SENTENCE = "Uzbekistan and UNODC signed a memorandum in March 2024."


@pytest.fixture
def register(transactional_db):
    """Two partners, and an article that tells of a memorandum between them."""
    PartnerFactory(title_en="Uzbekistan", slug="uzbekistan")
    PartnerFactory(title_en="UNODC", slug="unodc")
    ArticleFactory(
        title_en="A memorandum in spring",
        slug="a-memorandum-in-spring",
        body_en=f"<p>They had long talked. {SENTENCE} Much is to follow.</p>",
    )


@pytest.fixture
def complaints(page):
    """What the browser complains of on its console, Content-Security-Policy included."""
    found = []
    page.on("console", lambda message: message.type == "error" and found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def choose(page, box, text):
    """Choose a record in one of the admin’s autocomplete fields."""
    box.locator(".select2-selection").click()
    page.locator(".select2-search__field").last.fill(text)
    page.locator(".select2-results__option", has_text=text).first.click()
    expect(page.locator(".select2-container--open")).to_have_count(0)


def add(page, parts):
    """Add an empty row for one more part of the record."""
    page.locator(f"#{parts}-group .add-row a").click()


def add_party(page, number, name):
    add(page, "relations_as_object")
    row = page.locator(f"#relations_as_object-{number}")
    row.locator('select[name$="-verb"]').select_option(label="party")
    choose(page, row.locator(".field-subject"), name)


def test_memorandum_from_writing_to_withdrawing(
    page, live_server, editor_account, complaints, tmp_path
):
    address = live_server.url
    pdf = tmp_path / "memorandum.pdf"
    pdf.write_bytes(files.pdf("The text of the memorandum."))
    page.set_default_timeout(10_000)
    log_in(page, address, "amina")

    page.goto(f"{address}/admin/cooperation/agreement/add/")
    page.get_by_label("Title:").first.fill(TITLE)
    page.locator("#id_type").select_option("memorandum")
    page.locator("#id_when").fill("March 2024")
    page.locator("#id_gap_binding").select_option("not_stated")
    add_party(page, 0, "Uzbekistan")
    add_party(page, 1, "UNODC")
    add(page, "documents")
    page.locator("#id_documents-0-title_en").fill("Text of the memorandum")
    page.locator("#id_documents-0-file").set_input_files(pdf)
    add(page, "evidence")
    evidence = page.locator("#evidence-0")
    evidence.locator('select[name$="-supports"]').select_option(label="Date")
    choose(page, evidence.locator(".field-article"), "A memorandum in spring")
    evidence.get_by_role("button", name="Pick the sentence").click()
    page.get_by_role("button", name=SENTENCE).click()
    assert evidence.locator("textarea").first.input_value() == SENTENCE
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_text("Published.", exact=True)).to_be_visible()

    public = [
        f"{address}/agreements/",
        f"{address}/partners/uzbekistan/",
        f"{address}/partners/unodc/",
    ]
    for place in public:
        page.goto(place)
        expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    page.goto(f"{address}/agreements/")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    expect(page.locator("time").first).to_have_text("March 2024")
    expect(page.locator("q")).to_have_text(SENTENCE)
    expect(page.locator(".facts").first).to_contain_text("not stated in the source")
    document = page.get_by_role("link", name="Text of the memorandum").get_attribute("href")
    assert page.request.get(f"{address}{document}").body() == pdf.read_bytes()
    detail = page.url

    page.goto(f"{address}/admin/cooperation/agreement/")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="Save and withdraw").click()
    expect(page.get_by_text("withdrawn: the public no longer sees it")).to_be_visible()
    assert complaints == []

    page.context.clear_cookies()
    for place in public:
        assert page.goto(place).status == 200
        expect(page.get_by_role("link", name=TITLE)).to_have_count(0)
    assert page.goto(detail).status == 410


def test_article_is_written_in_the_rich_text_editor(page, live_server, editor_account, complaints):
    page.set_default_timeout(10_000)
    log_in(page, live_server.url, "amina")
    page.goto(f"{live_server.url}/admin/cooperation/article/add/")
    page.get_by_label("Title:").first.fill("Oʻzbekiston: дорога вперёд")
    text = page.locator(".field-body_en [contenteditable=true]")
    text.click()
    page.keyboard.type("The first sentence. ")
    page.keyboard.press("Control+b")
    page.keyboard.type("A bold one.")
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_text("Published.", exact=True)).to_be_visible()
    page.goto(f"{live_server.url}/articles/")
    page.get_by_role("link", name="Oʻzbekiston").click()
    expect(page).to_have_url(re.compile("/articles/ozbekiston-doroga-vpere?d/$"))
    expect(page.locator(".prose strong")).to_have_text("A bold one.")
    assert complaints == []
