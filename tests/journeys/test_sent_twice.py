"""Save, Back, Save, and two clicks, in a browser with and without scripts."""

import pytest
from playwright.sync_api import expect

from cooperation.models import Topic
from tests.support.browser import editors, field, log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripts", [True, False])
def test_going_back_and_clicking_twice_makes_one(
    transactional_db, live_server, browser, django_user_model, scripts
):
    editors(django_user_model, "amina")
    page = browser.new_context(java_script_enabled=scripts).new_page()
    page.set_default_timeout(10_000)
    log_in(page, live_server.url, "amina")
    page.goto(f"{live_server.url}/admin/cooperation/topic/add/")
    field(page, "title_en").fill("Water")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("was added successfully")
    page.go_back()
    expect(field(page, "title_en")).to_have_value("Water")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("“Water” is saved already")
    page.go_back()
    field(page, "title_en").fill("Water and ice")
    page.get_by_role("button", name="Save and publish").dblclick()
    expect(page.locator(".messagelist")).to_contain_text("Water and ice")
    found = [*Topic.objects.order_by("pk").values_list("title_en", "status")]
    # without scripts the browser has fetched the form again, so that other words are another topic
    assert found == ([] if scripts else [("Water", "draft")]) + [("Water and ice", "published")]
