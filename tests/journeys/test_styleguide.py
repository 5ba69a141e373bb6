"""Every component of the site in a real browser, on the page that shows them all."""

import pytest

from tests.support.axe import violations

pytestmark = pytest.mark.browser


@pytest.fixture
def session(client, editor):
    """The cookie of a member of the staff."""
    client.force_login(editor)
    return client.cookies["sessionid"].value


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_component_is_accessible_and_fits(live_server, session, browser, width, scheme):
    context = browser.new_context(
        bypass_csp=True, viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    response = page.goto(f"{live_server.url}/styleguide/")
    found = violations(page)
    taken = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert (response.status, found, taken) == (200, [], width)


def test_menu_opens_closes_and_leads_without_javascript(live_server, db, browser):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{live_server.url}/agreements/")
    menu = page.locator("#site-menu")
    assert not menu.is_visible()
    page.get_by_role("button", name="Menu").click()
    assert menu.get_by_role("searchbox").is_visible()
    heights = [link.bounding_box()["height"] for link in menu.locator(".nav a").all()]
    assert len(heights) == 10
    assert min(heights) >= 44
    menu.get_by_role("button", name="Close").click()
    menu.wait_for(state="hidden")
    page.get_by_role("button", name="Menu").click()
    page.keyboard.press("Escape")
    menu.wait_for(state="hidden")
    context.close()
