"""What editors do in the browser, shared by the journeys through the desk."""

from playwright.sync_api import expect

from tests.support.accounts import PASSWORD, staff


def editors(users, *names):
    """Make accounts in the group Editor."""
    for name in names:
        staff(users, name, "Editor")


def log_in(page, address, name, is_at_desk=True):
    """Log in; without an address on the page that asks for it already."""
    if address:
        page.goto(f"{address}/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    if is_at_desk:
        expect(page.get_by_role("link", name="Agreements").first).to_be_visible()


def open_form(page, address, record):
    page.goto(f"{address}/admin/cooperation/{record._meta.model_name}/{record.pk}/change/")


def field(page, name):
    return page.locator(f"#id_{name}")


def add(page, parts):
    """Add an empty row for one more part of the record."""
    page.locator(f"#{parts}-group .add-row a").click()


def choose(page, box, text):
    """Choose a record in one of the admin’s autocomplete fields."""
    box.locator(".select2-selection").click()
    page.locator(".select2-search__field").last.fill(text)
    page.locator(".select2-results__option", has_text=text).first.click()
    expect(page.locator(".select2-container--open")).to_have_count(0)
