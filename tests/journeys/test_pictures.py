"""Pictures in a real browser: what it chooses, what stays in its place, and the focal point."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.contenttypes.models import ContentType
from playwright.sync_api import expect

from cooperation.models import Image
from tests.support.axe import AXE
from tests.support.factories import AgreementFactory, ArticleFactory
from tests.support.files import encoded, kept_picture, quarters

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FORM = "/admin/cooperation/image"


@pytest.fixture
def large(transactional_db):
    ContentType.objects.clear_cache()
    return kept_picture(encoded(quarters((1800, 1200)), "PNG"), "flags.png", credit_en="A")


@pytest.fixture
def desk(context, page, client, admin_user, live_server):
    """A page that an editor has opened, with what the browser complains of."""
    client.force_login(admin_user)
    session = client.cookies["sessionid"]
    context.add_cookies([{"name": session.key, "value": session.value, "url": live_server.url}])
    page.complaints = []
    page.on("console", lambda each: each.type == "error" and page.complaints.append(each.text))
    return page


@pytest.mark.parametrize(
    ("screen", "expected"),
    [((360, 1), "whole-480.avif"), ((360, 3), "whole-1200.avif"), ((1280, 1), "whole-800.avif")],
)
def test_browser_chooses_avif_in_the_size_it_needs(browser, live_server, large, screen, expected):
    record, (width, scale) = AgreementFactory(image=large), screen
    viewport = {"width": width, "height": 800}
    context = browser.new_context(viewport=viewport, device_scale_factor=scale)
    page = context.new_page()
    page.goto(f"{live_server.url}{record.get_absolute_url()}", wait_until="networkidle")
    picture = page.locator(".picture img")
    assert picture.evaluate("image => image.currentSrc.split('/').pop()") == expected
    assert picture.evaluate("image => image.naturalWidth") > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


SHIFTS = """() => new Promise(done => new PerformanceObserver(list =>
  done(list.getEntries().reduce((sum, each) => sum + each.value, 0))
).observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 500))"""


def _hold(held, route):
    held.append(route)


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_a_slow_picture_comes(browser, live_server, large, width):
    record = AgreementFactory(image=large, summary_en="What it is.")
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    held = []
    page.route("**/media/**", lambda route: _hold(held, route))
    page.goto(f"{live_server.url}{record.get_absolute_url()}", wait_until="domcontentloaded")
    picture = page.locator(".picture img")
    expect(picture).to_have_css("border-start-start-radius", "4px")  # the styles are there
    page.evaluate("document.fonts.ready.then(() => true)")
    box = picture.bounding_box()
    below = page.locator("figcaption").bounding_box()
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_load_state("networkidle")
    assert picture.evaluate("image => image.complete && image.naturalWidth")
    after = page.locator(".picture img").bounding_box(), page.locator("figcaption").bounding_box()
    moved = [abs(a[side] - b[side]) for a, b in zip(after, (box, below), strict=True) for side in a]
    assert (
        max(moved) < 1
    )  # a rendition has whole pixels, so its form is not quite that of the whole
    assert box["height"] > 150
    assert page.evaluate(SHIFTS) <= 0.02
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_and_forms_with_pictures_have_no_violation(browser, live_server, large, scheme):
    pages = [AgreementFactory(image=large).get_absolute_url(), "/"]
    ArticleFactory(image=large)
    context = browser.new_context(bypass_csp=True, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    found = {}
    for address in pages:
        page.goto(f"{live_server.url}{address}")
        assert page.locator(".picture").count() == 1
        violations = Axe().run(page, options=AXE).response["violations"]
        found[address] = [rule["id"] for rule in violations]
    context.close()
    assert found == {address: [] for address in pages}


def test_focal_point_is_set_by_pointing_and_by_the_arrow_keys(desk, live_server, large):
    desk.goto(f"{live_server.url}{FORM}/{large.pk}/change/")
    left, top = desk.locator("#id_focus_x"), desk.locator("#id_focus_y")
    mark, picture = desk.locator(".focal__mark"), desk.locator(".focal__picture")
    expect(mark).to_have_accessible_name(
        "Focal point: 50 percent from the left, 50 from the top. Arrow keys move it."
    )
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75}, force=True)
    assert (left.input_value(), top.input_value()) == ("25", "75")
    expect(mark).to_be_focused()
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Shift+ArrowUp")
    assert (left.input_value(), top.input_value()) == ("26", "65")
    expect(desk.locator(".focal__crop").first).to_have_css("object-position", "26% 65%")
    left.fill("10")
    expect(mark).to_have_accessible_name(
        "Focal point: 10 percent from the left, 65 from the top. Arrow keys move it."
    )
    for _press in range(3):
        mark.press("Shift+ArrowLeft")
    assert left.input_value() == "0"
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.wait_for_url(f"**{FORM}/")
    large.refresh_from_db()
    assert (large.focus, desk.complaints) == ((0, 65), [])


def test_chosen_file_is_shown_before_it_is_saved(desk, live_server, transactional_db):
    desk.goto(f"{live_server.url}{FORM}/add/")
    assert desk.locator(".focal__picture").count() == 0
    file = {"name": "a.png", "mimeType": "image/png", "buffer": encoded(quarters(), "PNG")}
    desk.locator("#id_file").set_input_files(file)
    expect(desk.locator(".focal__picture")).to_be_visible()
    assert desk.locator(".focal__picture").evaluate("image => image.naturalWidth") == 60
    desk.locator("#id_title_en").fill("Flags")
    desk.locator("#id_alt_en").fill("Two flags")
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.wait_for_url(f"**{FORM}/")
    assert (Image.objects.get().width, desk.complaints) == (60, [])


def test_focal_point_is_set_without_javascript(browser, live_server, client, admin_user, large):
    client.force_login(admin_user)
    session = client.cookies["sessionid"]
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{"name": session.key, "value": session.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}{FORM}/{large.pk}/change/")
    expect(page.locator(".focal img")).to_be_visible()
    page.locator("#id_focus_x").fill("30")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(f"**{FORM}/")
    context.close()
    large.refresh_from_db()
    assert large.focus == (30, 50)
