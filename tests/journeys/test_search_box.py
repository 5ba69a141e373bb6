"""The search box in a real browser: suggestions by keyboard and mouse, and without scripts."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from playwright.sync_api import expect

from cooperation.sourcing.index import index_all
from tests.support.factories import AgreementFactory, PartnerFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def site(live_server):
    """The address of a site with three records that begin alike."""
    ContentType.objects.clear_cache()
    AgreementFactory(slug="one", title_en="Giraffe one", when="2024")
    AgreementFactory(slug="two", title_en="Giraffe two", when="2023")
    PartnerFactory(slug="three", title_en="Okapi", short_name_en="Giraffe")
    index_all()
    return live_server.url


@pytest.fixture
def box(site, page):
    page.goto(f"{site}/search/")
    return page.get_by_role("combobox", name="Words to look for")


def titles(page):
    return [text.splitlines()[0] for text in page.locator(".search-box__option").all_inner_texts()]


def test_arrows_choose_and_enter_opens(site, page, box):
    box.press_sequentially("gira")
    expect(page.locator(".search-box__option")).to_have_count(3)
    expect(page.get_by_role("listbox")).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("main .search-box [role=status]")).to_have_text("3 suggestions")
    assert titles(page) == ["Okapi", "Giraffe one", "Giraffe two"]
    expect(page.locator(".search-box__option[aria-selected=true]")).to_have_count(0)
    box.press("ArrowDown")
    box.press("ArrowDown")
    chosen = page.locator(".search-box__option[aria-selected=true]")
    expect(chosen).to_contain_text("Giraffe one")
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    box.press("ArrowUp")
    box.press("ArrowUp")
    expect(page.locator(".search-box__option[aria-selected=true]")).to_have_count(0)
    box.press("ArrowUp")
    expect(page.locator(".search-box__option[aria-selected=true]")).to_contain_text("Giraffe two")
    box.press("Enter")
    expect(page).to_have_url(f"{site}/agreements/two/")


def test_enter_without_a_choice_searches(site, page, box):
    box.press_sequentially("giraffe")
    expect(page.locator(".search-box__option")).to_have_count(3)
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=giraffe"))
    expect(page.get_by_text("3 results")).to_be_visible()


def test_click_opens_what_was_clicked(site, page, box):
    box.press_sequentially("gira")
    page.locator(".search-box__option", has_text="Okapi").click()
    expect(page).to_have_url(f"{site}/partners/three/")


def test_escape_closes_the_list_and_then_empties_the_box(page, box):
    box.press_sequentially("gira")
    expect(page.locator(".search-box__option")).to_have_count(3)
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("gira")
    box.press("Escape")
    expect(box).to_have_value("")


def test_leaving_the_box_closes_the_list(page, box):
    box.press_sequentially("gira")
    expect(page.get_by_role("listbox")).to_be_visible()
    box.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_list_closes_when_nothing_fits_any_more(page, box):
    box.press_sequentially("gira")
    expect(page.get_by_role("listbox")).to_be_visible()
    box.press_sequentially("zz")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_box_works_when_suggestions_fail(page, box):
    page.route("**/search/suggestions/**", lambda route: route.abort())
    with page.expect_request("**/search/suggestions/**"):
        box.press_sequentially("giraffe")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.press("Enter")
    expect(page.get_by_text("3 results")).to_be_visible()


def test_box_works_without_scripts(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/")
    form = page.get_by_role("search", name="Search all articles and records")
    form.get_by_role("searchbox").fill("okapi")
    form.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile(r"/search/\?q=okapi"))
    expect(page.get_by_role("link", name="Okapi")).to_be_visible()
    context.close()
