"""Two editors at one record, in two browsers: nothing that either typed is lost.

What one does meets what the other does, each with each; see decision 0023.
"""

import re
from itertools import combinations_with_replacement

import pytest
from playwright.sync_api import expect

from cooperation.models import Agreement
from tests.support.browser import add, editors, field, open_form
from tests.support.factories import AgreementFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EDITS = ("same field", "other field", "translation", "add", "change", "delete")


@pytest.fixture(scope="module")
def windows(browser):
    """Two windows of two browsers; they stay for all tests of this file."""
    contexts = [browser.new_context(), browser.new_context()]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.set_default_timeout(10_000)
    yield pages
    for context in contexts:
        context.close()


@pytest.fixture
def both(transactional_db, windows, live_server, django_user_model, client):
    """The two windows, each logged in as somebody else, and the address of the site."""
    editors(django_user_model, "amina", "boris")
    for page, name in zip(windows, ("amina", "boris"), strict=True):
        client.force_login(django_user_model.objects.get(username=name))
        page.context.clear_cookies()
        page.context.add_cookies(
            [
                {
                    "name": "sessionid",
                    "value": client.cookies["sessionid"].value,
                    "url": live_server.url,
                }
            ]
        )
        client.cookies.clear()
    return windows, live_server.url


def save(page):
    """Save into the record itself: what is public by publishing it."""
    public = page.get_by_role("button", name="Publish changes")
    own = public if public.count() else page.get_by_role("button", name="Save", exact=True)
    own.click()


def act(page, what, who):
    """Do one thing in an open form and save it; ``who`` marks what was typed."""
    if what == "remove the record":
        page.get_by_role("link", name="Delete", exact=True).click()
        page.get_by_role("button", name="Yes, I’m sure").click()
        return
    if what == "same field":
        field(page, "title_en").fill(f"Title of {who}")
    if what == "other field":
        field(page, "summary_en" if who == "amina" else "reference").fill(f"Field of {who}")
    if what == "translation":
        page.locator("summary", has_text="In Russian").first.click()
        field(page, "title_ru").fill(f"Название {who}")
    if what == "add":
        add(page, "provisions")
        field(page, "provisions-1-text_en").fill(f"Row of {who}")
    if what == "change":
        field(page, "provisions-0-text_en").fill(f"Changed by {who}")
    if what == "delete":
        field(page, "provisions-0-DELETE").check()
    save(page)


def expected(first, second, choice):
    """Return (title, translation, summary, reference, provisions) of the record in the end."""
    found = {"title": "Title", "translation": "", "summary": "", "reference": ""}
    rows, added = {"Provision"}, set()
    done = [(first, "amina"), (second, "boris")]
    for what, who in done[:1] if is_asked(first, second) and choice == "theirs" else done:
        if what == "same field":
            found["title"] = f"Title of {who}"
        if what == "translation":
            found["translation"] = f"Название {who}"
        if what == "other field":
            found["summary" if who == "amina" else "reference"] = f"Field of {who}"
        if what == "add":
            added.add(f"Row of {who}")
        if what == "change":
            rows = {f"Changed by {who}"}
        if what == "delete":
            rows = set()
    return *found.values(), sorted(rows | added)


def held():
    record = Agreement.objects.get()
    texts = [record.title_en, record.title_ru, record.summary_en, record.reference]
    rows = sorted(each.text_en for each in record.provisions.all())
    return (*(text or "" for text in texts), rows)


def is_asked(first, second):
    """Whether both touch the same thing in different ways."""
    return {first, second} == {"change", "delete"} or (
        first == second and first not in ("other field", "add", "delete")
    )


PAIRS = [*combinations_with_replacement(EDITS, 2), ("delete", "change")]
IN_EVERY_RUN = {
    ("same field", "same field"),
    ("same field", "other field"),
    ("translation", "add"),
    ("add", "add"),
    ("change", "change"),
    ("change", "delete"),
    ("delete", "change"),
}
"""Each sort of question and of edit; tests/snapshots/test_merge_at_random.py tries them all."""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(*pair, marks=() if pair in IN_EVERY_RUN else pytest.mark.trial)
        for pair in PAIRS
    ],
)
def test_what_both_did_is_put_together(both, first, second):
    (one, other), address = both
    record = AgreementFactory(title_en="Title", summary_en="", title_ru="")
    record.provisions.create(text_en="Provision")
    open_form(one, address, record)
    open_form(other, address, record)
    act(one, first, "amina")
    expect(one.get_by_text("was changed successfully")).to_be_visible()
    act(other, second, "boris")
    choice = "theirs" if EDITS.index(first) % 2 else "mine"
    expect(other.get_by_role("heading", name="Somebody else has saved")).to_be_visible()
    if is_asked(first, second):
        sides = other.locator(".question")
        expect(sides).to_have_count(1)
        expect(sides).to_contain_text("Theirs")
        expect(sides).to_contain_text("Yours")
        sides.locator(f'input[value="{choice}"]').check()
        other.get_by_role("button", name="Save my choices").click()
    else:
        expect(other.get_by_text("You changed different things.")).to_be_visible()
        for name in ("amina", "boris"):
            done = first if name == "amina" else second
            if done != "delete":
                expect(other.locator("#content")).to_contain_text(re.compile(f"(of|by|ие) {name}"))
        other.get_by_role("button", name="Save both").click()
    expect(other.get_by_text("was changed successfully")).to_be_visible()
    assert held() == expected(first, second, choice)


@pytest.mark.parametrize("second", ["same field", "add", "change", "delete"])
def test_what_was_typed_into_a_record_that_is_gone_is_shown_and_can_be_kept(both, second):
    (one, other), address = both
    record = AgreementFactory(title_en="Title", summary_en="", title_ru="", status="draft")
    record.provisions.create(text_en="Provision")
    open_form(one, address, record)
    open_form(other, address, record)
    act(one, "remove the record", "amina")
    expect(one.get_by_text("was deleted successfully")).to_be_visible()
    act(other, second, "boris")
    expect(other.get_by_text("amina has deleted “Title”")).to_be_visible()
    if second != "delete":
        expect(other.locator("#content")).to_contain_text(re.compile("(of|by|ие) boris"))
    other.get_by_role("button", name="Create it again with what I typed").click()
    expect(other.get_by_text("was restored as a draft")).to_be_visible()
    assert held() == expected("nothing", second, "mine")
    assert Agreement.objects.get().pk == record.pk
    kept = "Object.keys(localStorage).filter(key => key.startsWith('unsaved:')).length"
    for _tenth_of_a_second in range(50):
        if other.evaluate(kept) == 0:
            break
        other.wait_for_timeout(100)
    assert other.evaluate(kept) == 0


def test_record_is_removed_although_the_other_has_saved(both):
    (one, other), address = both
    record = AgreementFactory(title_en="Title", status="draft")
    open_form(one, address, record)
    open_form(other, address, record)
    act(one, "same field", "amina")
    other.get_by_role("link", name="Delete", exact=True).click()
    expect(other.get_by_text("Title of amina").first).to_be_visible()  # it is seen before
    other.get_by_role("button", name="Yes, I’m sure").click()
    expect(other.get_by_text("was deleted successfully")).to_be_visible()
    open_form(one, address, record)
    expect(one.get_by_text("boris has deleted “Title of amina”")).to_be_visible()


def test_typing_is_offered_although_the_record_has_been_deleted_meanwhile(both):
    (one, other), address = both
    record = AgreementFactory(title_en="Title", summary_en="", title_ru="", status="draft")
    record.provisions.create(text_en="Provision")
    open_form(other, address, record)
    field(other, "title_en").fill("Title of boris")
    other.wait_for_timeout(1_000)
    open_form(one, address, record)
    act(one, "remove the record", "amina")
    open_form(other, address, record)
    expect(other.get_by_text("amina has deleted “Title”")).to_be_visible()
    other.get_by_role("button", name="Restore what I typed").click()
    expect(other.get_by_text("What you typed is in the form again.")).to_be_visible()
    save(other)
    other.get_by_role("button", name="Create it again with what I typed").click()
    expect(other.get_by_text("was restored as a draft")).to_be_visible()
    assert held() == expected("nothing", "same field", "mine")


def test_editors_see_each_other_come_and_go(both):
    (one, other), address = both
    record = AgreementFactory()
    open_form(one, address, record)
    field(one, "title_en").fill("Typed")
    open_form(other, address, record)
    expect(other.locator(".presence")).to_contain_text("Also being edited by amina since")
    one.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # back in sight
    expect(one.locator(".presence")).to_contain_text("Also being edited by boris since")
    one.goto(f"{address}/admin/cooperation/agreement/")
    expect(one.get_by_text("being edited by boris")).to_be_visible()
    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(other.locator(".presence p:visible")).to_have_count(0)
    other.context.clear_cookies(name="sessionid")
    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(other.get_by_text("You have been logged out")).to_be_visible()
