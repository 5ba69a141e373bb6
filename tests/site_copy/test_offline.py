"""A copy opened from the disk in a real browser, without any network."""

import pytest

from cooperation.domain.search.folding import STEM_MARK, terms
from cooperation.site_copy.build import copy_site
from cooperation.views.base import RecordListView
from tests.support.axe import violations
from tests.support.copies import small_register

pytestmark = pytest.mark.browser

WORDS = (
    "O’zbekiston",
    "Roadmap’s",
    "Ёлка",
    "Ўзбекистон",
    "цех",
    "naïve",
    "straße",
    "UNOCT",
    "2022",
)


SHOWN = ("index.html", "ru/search/index.html?q=record", "data/index.html")
SHOWN += ("vocabulary/index.html", "agreements/pact/index.html", "topics/page.2/index.html")

LINKS = "all => all.map(a => new URL(a.getAttribute('href'), location).href.split('#')[0])"


@pytest.fixture(autouse=True)
def short_lists(monkeypatch):
    """Let lists have a second page without many records."""
    monkeypatch.setattr(RecordListView, "paginate_by", 2)


@pytest.fixture
def offline(browser):
    """A page without a network that notes whatever goes wrong on it."""
    context = browser.new_context()
    context.set_offline(True)
    page = context.new_page()
    page.faults = []
    page.on("requestfailed", lambda request: page.faults.append(request.url))
    page.on("console", lambda said: said.type == "error" and page.faults.append(said.text))
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    yield page
    context.close()


def results(page, words):
    page.locator("header input[name=q], #id_q").locator("visible=true").first.fill(words)
    with page.expect_navigation():
        page.locator("form[role=search] button[type=submit]").locator("visible=true").first.click()
    return page.locator(".results .row__title").all_inner_texts()


def test_copy_can_be_read_and_searched_from_the_disk(db, tmp_path, offline):
    small_register()
    copy_site(tmp_path / "copy")
    root = (tmp_path / "copy").as_uri()
    waiting, seen = [f"{root}/index.html"], set()
    while waiting and len(seen) < 40:
        address = waiting.pop(0)
        offline.goto(address)
        seen.add(address)
        assert offline.locator("h1").count() == 1, address
        links = offline.eval_on_selector_all("a[href]", LINKS)
        pages = (link for link in links if link.startswith(root) and link.endswith(".html"))
        waiting += [link for link in dict.fromkeys(pages) if link not in {*seen, *waiting}]
    assert len(seen) == 40
    offline.goto(f"{root}/agreements/pact/index.html")
    offline.get_by_role("link", name="Русский").click()
    assert offline.locator("h1").inner_text() == "Ташкентский пакт"
    assert results(offline, "пакты") == ["Ташкентский пакт"]
    offline.get_by_role("link", name="English").click()
    assert results(offline, "roadmap") == ["Source of the pact"]
    assert results(offline, "Ўзбекистон") == ["Oʻzbekiston instituti"]
    assert results(offline, "ozbekiston instit") == ["Oʻzbekiston instituti"]
    assert results(offline, "pact nowhere") == []
    assert offline.locator(".count").inner_text() == "No results."
    assert results(offline, "<img src=x onerror=alert(1)>") == []
    offline.goto(f"{root}/search/index.html?q=group")
    offline.get_by_role("link", name="Group G").click()
    assert offline.url == f"{root}/councils/council/index.html#group"
    assert offline.faults == []


def test_words_are_folded_as_on_the_site(db, tmp_path, offline):
    copy_site(tmp_path / "copy")
    offline.goto(f"{(tmp_path / 'copy').as_uri()}/search/index.html")
    found = {word: offline.evaluate("word => registerReadings(word)", word) for word in WORDS}
    expected = {word: [t for t in terms(word) if STEM_MARK not in t] for word in WORDS}
    assert {word: list(dict.fromkeys(forms)) for word, forms in found.items()} == expected


@pytest.mark.parametrize("width", [360, 1280])
def test_copy_is_accessible_and_fits(db, tmp_path, browser, width):
    small_register()
    copy_site(tmp_path / "copy")
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 800})
    page, found = context.new_page(), {}
    for name in SHOWN:
        page.goto(f"{(tmp_path / 'copy').as_uri()}/{name}")
        wide = page.evaluate("document.documentElement.scrollWidth") > width
        if problems := [*violations(page), *(["too wide"] if wide else [])]:
            found[name] = problems
    context.close()
    assert found == {}
