"""What was typed and not saved: it is kept in the browser, offered, and forgotten in time."""

import pytest
from playwright.sync_api import expect

from cooperation.models import Agreement, Article, Page
from tests.support.browser import add, choose, editors, field, log_in, open_form
from tests.support.factories import AgreementFactory, ArticleFactory, PartnerFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEEPING = 1_000
"""Milliseconds after which typing is kept."""


@pytest.fixture
def desk(transactional_db, page, live_server, django_user_model):
    """Two editors, of whom the first is logged in; returns the address of the site."""
    editors(django_user_model, "amina", "boris")
    page.set_default_timeout(10_000)
    log_in(page, live_server.url, "amina")
    return live_server.url


@pytest.fixture
def complaints(page):
    """What the browser complains of on its console, Content-Security-Policy included."""
    found = []

    def watch(page):
        page.on("console", lambda message: message.type == "error" and found.append(message.text))
        page.on("pageerror", lambda error: found.append(str(error)))

    watch(page)
    page.context.on("page", watch)
    return found


def killed(page):
    """Close the tab as a crash would, once the typing is kept; return a new one."""
    page.wait_for_timeout(KEEPING)
    context = page.context
    page.close(run_before_unload=False)
    return context.new_page()


def restore(page):
    page.get_by_role("button", name="Restore what I typed").click()
    expect(page.get_by_text("What you typed is in the form again.")).to_be_visible()


def offers(page):
    return page.locator(".unsaved__offer")


def kept(page):
    """Return how many entries the browser keeps, once the scripts of the page have run."""
    page.wait_for_load_state()
    return page.evaluate("Object.keys(localStorage).filter(key => /^unsaved:/.test(key)).length")


def test_killed_tab_gives_back_texts_translations_rows_and_choices(page, desk, complaints):
    record = AgreementFactory(title_en="Before")
    partner = PartnerFactory(title_en="Uzbekistan")
    open_form(page, desk, record)
    field(page, "title_en").fill("Typed")
    page.locator("summary", has_text="In Russian").first.click()
    field(page, "title_ru").fill("Набрано")
    page.locator("#id_binding").select_option("yes")
    field(page, "is_major").check()
    add(page, "relations_as_object")
    row = page.locator("#relations_as_object-0")
    row.locator('select[name$="-verb"]').select_option(label="party")
    choose(page, row.locator(".field-subject"), "Uzbekistan")
    add(page, "provisions")
    add(page, "provisions")
    field(page, "provisions-1-text_en").fill("The second row")
    page = killed(page)
    open_form(page, desk, record)
    expect(offers(page).locator("li")).to_have_text(
        [
            "Title",
            "Legally binding",
            "Title (Russian)",
            "major change",
            "Provisions: What it covers",
            "Relations of others to this record: Relation",
            "Relations of others to this record: Record",
        ]
    )
    assert field(page, "title_en").input_value() == "Before"
    restore(page)
    expect(field(page, "title_ru")).to_be_visible()
    expect(row_of(page).locator(".select2-selection__rendered")).to_contain_text("Uzbekistan")
    field(page, "change_note").fill("Corrected")
    field(page, "provisions-0-text_en").fill("The first row")
    page.get_by_role("button", name="Publish changes").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    record = Agreement.objects.get()
    assert (record.title_en, record.title_ru, record.binding) == (
        "Typed",
        "Набрано",
        "yes",
    )
    assert [each.subject_id for each in record.relations_as_object.all()] == [partner.pk]
    assert [each.text_en for each in record.provisions.all()] == ["The first row", "The second row"]
    assert kept(page) == 0
    assert complaints == []


def row_of(page):
    return page.locator("#relations_as_object-0 .field-subject")


def test_rich_text_comes_back_into_the_editor(page, desk, complaints):
    article = ArticleFactory(body_en="<p>As it was.</p>")
    open_form(page, desk, article)
    page.locator(".field-body_en [contenteditable=true]").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Typed. ")
    page.keyboard.press("Control+b")
    page.keyboard.type("Bold.")
    page = killed(page)
    open_form(page, desk, article)
    restore(page)
    shown = page.locator(".field-body_en [contenteditable=true]")
    expect(shown).to_have_text("As it was. Typed. Bold.")
    expect(shown.locator("strong")).to_have_text("Bold.")
    page.get_by_role("button", name="Publish changes").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert Article.objects.get().body_en == "<p>As it was. Typed. <strong>Bold.</strong></p>"
    assert complaints == []


def test_saved_draft_has_all_that_was_typed(page, desk, complaints):
    record = AgreementFactory(title_en="Public")
    open_form(page, desk, record)
    field(page, "title_en").fill("Typed")
    page.wait_for_timeout(KEEPING)
    assert kept(page) == 1
    page.get_by_role("button", name="Save draft", exact=True).click()
    expect(page.get_by_text("This is the draft.")).to_be_visible()
    assert field(page, "title_en").input_value() == "Typed"
    assert (kept(page), Agreement.objects.get().title_en) == (0, "Public")
    assert complaints == []


def test_looking_only_keeps_nothing(page, desk):
    article = ArticleFactory()
    open_form(page, desk, article)
    page.locator("summary").first.click()
    page.locator(".field-body_en [contenteditable=true]").click()
    page.wait_for_timeout(KEEPING)
    assert kept(page) == 0
    field(page, "title_en").fill("Typed")
    page.wait_for_timeout(KEEPING)
    assert kept(page) == 1
    field(page, "title_en").fill(article.title_en)
    page.wait_for_timeout(KEEPING)
    assert kept(page) == 0


def test_typing_survives_a_session_that_ends_before_it_is_saved(page, desk):
    record = AgreementFactory()
    open_form(page, desk, record)
    field(page, "title_en").fill("Typed")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Publish changes").click()
    log_in(page, None, "amina", is_at_desk=False)
    expect(page).to_have_url(f"{desk}/admin/cooperation/agreement/{record.pk}/change/")
    restore(page)
    assert field(page, "title_en").input_value() == "Typed"


def test_typing_survives_a_lost_connection_and_a_form_sent_back(page, desk):
    page.goto(f"{desk}/admin/cooperation/agreement/add/")
    field(page, "title_en").fill("Typed")
    field(page, "when").fill("31.02.2022")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("is not a date").first).to_be_visible()
    expect(offers(page)).to_have_count(0)
    page.wait_for_load_state("networkidle")  # until then the page may still move the focus
    field(page, "summary_en").fill("More")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save and continue editing").click()
    page.wait_for_timeout(KEEPING)
    page.context.set_offline(False)
    page.goto(f"{desk}/admin/cooperation/agreement/add/")
    restore(page)
    values = [field(page, name).input_value() for name in ("title_en", "when", "summary_en")]
    assert values == ["Typed", "31.02.2022", "More"]
    field(page, "when").fill("2022")
    page.locator("#id_type").select_option("memorandum")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    assert kept(page) == 0


def test_record_that_has_moved_on_is_merged_with_what_comes_back(page, desk):
    record = AgreementFactory(title_en="Before")
    provision = record.provisions.create(text_en="Exchange")
    open_form(page, desk, record)
    field(page, "summary_en").fill("Mine")
    page = killed(page)
    record.title_en = "Theirs"
    record.save()
    provision.delete()
    record.provisions.create(text_en="Another")
    open_form(page, desk, record)
    expect(offers(page)).to_contain_text("has saved the record since then")
    page.get_by_role("button", name="Restore what I typed").click()
    expect(page.get_by_text("What you typed is in the form again.")).to_be_visible()
    assert field(page, "title_en").input_value() == "Before"
    assert field(page, "provisions-0-text_en").input_value() == "Exchange"
    page.get_by_role("button", name="Publish changes").click()
    expect(page.get_by_text("You changed different things.")).to_be_visible()
    assert kept(page) == 1
    page.get_by_role("button", name="Save both").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    record.refresh_from_db()
    assert (record.title_en, record.summary_en) == ("Theirs", "Mine")
    assert [each.text_en for each in record.provisions.all()] == ["Another"]
    assert kept(page) == 0


def test_discarded_typing_is_not_offered_again(page, desk):
    record = AgreementFactory()
    open_form(page, desk, record)
    field(page, "title_en").fill("Typed")
    page = killed(page)
    open_form(page, desk, record)
    page.get_by_role("button", name="Discard it").click()
    expect(page.get_by_text("Discarded.")).to_be_visible()
    open_form(page, desk, record)
    expect(offers(page)).to_have_count(0)
    assert kept(page) == 0


def test_file_is_named_since_it_cannot_be_kept(page, desk, tmp_path):
    (tmp_path / "text.pdf").write_bytes(b"%PDF")
    page.goto(f"{desk}/admin/cooperation/agreement/add/")
    add(page, "documents")
    field(page, "documents-0-file").set_input_files(tmp_path / "text.pdf")
    page = killed(page)
    page.goto(f"{desk}/admin/cooperation/agreement/add/")
    expect(offers(page)).to_contain_text("Choose the file again for Documents: File.")


def test_logging_out_forgets_everything_of_the_editor_and_nothing_of_others(page, desk):
    for record in (AgreementFactory(), AgreementFactory()):
        open_form(page, desk, record)
        field(page, "title_en").fill("Typed")
        page.wait_for_timeout(KEEPING)
    page.evaluate("localStorage.setItem('unsaved:0:x:1', JSON.stringify({at: Date.now()}))")
    assert kept(page) == 3
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_text("You are logged out.")).to_be_visible()
    assert kept(page) == 1
    log_in(page, desk, "amina")
    open_form(page, desk, record)
    expect(offers(page)).to_have_count(0)


def test_another_editor_on_the_same_browser_is_offered_nothing(page, desk):
    record = AgreementFactory()
    open_form(page, desk, record)
    field(page, "title_en").fill("Typed")
    page = killed(page)
    page.context.clear_cookies(name="sessionid")
    log_in(page, desk, "boris")
    open_form(page, desk, record)
    expect(page.get_by_role("button", name="Publish changes")).to_be_visible()
    expect(offers(page)).to_have_count(0)
    assert kept(page) == 1


def test_pages_of_the_site_are_kept_too(page, desk):
    about = Page.objects.create(title_en="About", slug="about", body_en="<p>Old.</p>")
    address = f"{desk}/admin/cooperation/page/{about.pk}/change/"
    page.goto(address)
    page.locator(".field-body_en [contenteditable=true]").click()
    page.keyboard.type("New. ")
    page = killed(page)
    page.goto(address)
    restore(page)
    expect(page.locator(".field-body_en [contenteditable=true]")).to_contain_text("New.")


def test_browser_without_room_says_so(page, desk):
    record = AgreementFactory()
    open_form(page, desk, record)
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('', 'Quota') } }"
    )
    field(page, "title_en").fill("Typed")
    expect(page.get_by_text("This browser has no space left")).to_be_visible()
