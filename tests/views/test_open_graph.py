"""What other sites read of a page, and the picture they show."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import Image, ImageColor

from cooperation.models import Page, SiteSettings
from tests.support.factories import FACTORIES, AgreementFactory
from tests.support.pages import KINDS, body_of, list_address

SITE = settings.SITE_URL


def picture_of(name):
    return f"/static/img/share/{name}.png"


def properties(response):
    """Return {property: content} of the tags of Open Graph and Twitter."""
    tags = r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">'
    return {name: unescape(value) for name, value in re.findall(tags, body_of(response))}


@pytest.mark.parametrize("name", ["site", *KINDS])
def test_picture_is_small_and_has_the_colour_of_its_kind(name):
    tokens = (settings.BASE_DIR / "static/css/tokens.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--color-([\w-]+): light-dark\((#[0-9a-f]{6}),", tokens))
    path = finders.find(f"img/share/{name}.png")
    with Image.open(path) as file:
        pixels = file.convert("RGB")
        assert (file.format, file.size) == ("PNG", (1200, 630))
    commonest = [colour for _count, colour in sorted(pixels.getcolors(), reverse=True)[:3]]
    wanted = {"page", "evidence" if name == "site" else name}
    assert {ImageColor.getrgb(colours[each]) for each in wanted} <= set(commonest)
    assert Path(path).stat().st_size < 20_000


def test_each_picture_shows_something_else():
    files = {name: Path(finders.find(f"img/share/{name}.png")) for name in ("site", *KINDS)}
    assert len({path.read_bytes() for path in files.values()}) == len(files)
    assert {path.stem for path in files["site"].parent.glob("*.png")} == set(files)


@pytest.mark.parametrize("language", ["", "/ru", "/uz"])
def test_old_addresses_of_pictures_lead_on_for_ever_without_a_query(client, language):
    """Without the fixture ``db``: the register is not asked."""
    found = {name: f"{language}/og/{name}/any-name.png" for name in KINDS}
    found["site"] = f"{language}/og/site.png"
    for name, address in found.items():
        response = client.get(address)
        assert (response.status_code, response.headers["Location"]) == (301, picture_of(name))


@pytest.mark.parametrize("name", ["treaty/a", "record/a", "working_group/a", "site/a", "agreement"])
def test_what_never_was_a_picture_is_not_found(client, db, name):
    assert client.get(f"/og/{name}.png").status_code == 404


def test_record_tells_others_what_it_is(client, db):
    SiteSettings.objects.create(name_en="Register")
    record = AgreementFactory(title_en="A & B", summary_en="What it is “said” to be.")
    assert properties(client.get(record.get_absolute_url())) == {
        "og:type": "article",
        "og:site_name": "Register",
        "og:title": "A & B",
        "og:description": "What it is “said” to be.",
        "og:url": f"{SITE}{record.get_absolute_url()}",
        "og:locale": "en_GB",
        "og:image": f"{SITE}{picture_of('agreement')}",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Agreement",
        "twitter:card": "summary_large_image",
    }


def test_size_in_the_page_is_that_of_the_picture(client, db):
    found = properties(client.get("/"))
    size = (int(found["og:image:width"]), int(found["og:image:height"]))
    with Image.open(finders.find(found["og:image"].removeprefix(f"{SITE}/static/"))) as picture:
        assert picture.size == size


def test_page_in_another_language_describes_itself_in_that_language(client, db):
    record = AgreementFactory(title_en="Roadmap", title_ru="Дорожная карта")
    address = record.get_absolute_url()
    found = properties(client.get(f"/ru{address}"))
    wanted = ("og:title", "og:locale", "og:url", "og:image:alt")
    assert [found[name] for name in wanted] == [
        "Дорожная карта", "ru_RU", f"{SITE}/ru{address}", "Соглашение",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_records_are_articles_and_the_rest_is_a_website(client, db, kind):
    found = {}
    for address in (FACTORIES[kind]().get_absolute_url(), list_address(kind)):
        of_page = properties(client.get(address))
        found[of_page["og:type"]] = of_page["og:image"]
    assert found == {
        "article": f"{SITE}{picture_of(kind)}",
        "website": f"{SITE}{picture_of('site')}",
    }


def test_lists_and_pages_of_the_site_have_the_picture_of_the_site(client, db):
    SiteSettings.objects.create(name_en="Register", tagline_en="What we keep")
    Page.objects.create(slug="about", title_en="About us", body_en="<p>Text</p>")
    AgreementFactory(title_en="Not the title of the list")
    titles = {}
    for address in ("/", list_address("agreement"), "/pages/about/"):
        found = properties(client.get(address))
        assert found["og:image"] == f"{SITE}{picture_of('site')}"
        assert found["og:image:alt"] == "Register"
        assert found["og:description"]
        titles[address] = found["og:title"]
    assert titles == {"/": "Register", "/agreements/": "Agreements", "/pages/about/": "About us"}


def test_long_summary_is_cut(client, db):
    record = AgreementFactory(summary_en="word " * 200)
    found = properties(client.get(record.get_absolute_url()))["og:description"]
    assert len(found) == 200
    assert found.endswith("…")


def test_page_that_is_not_there_tells_others_nothing(client, db):
    assert properties(client.get("/nothing/")) == {}
