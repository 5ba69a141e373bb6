"""What other sites read of a page, and the picture they show."""

import io
import re
from html import unescape

import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from PIL import Image

from cooperation.figures import open_graph as figures
from cooperation.models import Page, Record, SiteSettings
from cooperation.views import open_graph as views
from tests.support.factories import FACTORIES, AgreementFactory, WorkingGroupFactory
from tests.support.pages import KINDS, body_of, list_address

SITE = settings.SITE_URL


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


def address_of(record):
    return reverse("open-graph", args=[record.kind, record.slug])


def properties(response):
    """Return {property: content} of the tags of Open Graph and Twitter."""
    tags = r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">'
    return {name: unescape(value) for name, value in re.findall(tags, body_of(response))}


@pytest.mark.parametrize("kind", KINDS)
def test_record_of_each_kind_has_a_picture(client, db, kind):
    response = client.get(address_of(FACTORIES[kind]()))
    assert response.headers["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"status": "draft"}, 404),
        ({"status": "withdrawn"}, 410),
        ({"publish_at": "2090-01-01T00:00Z"}, 404),
    ],
)
def test_picture_of_what_is_not_public_is_not_found_even_by_the_staff(
    editor_client, fields, status
):
    record = AgreementFactory(**fields)
    assert editor_client.get(address_of(record)).status_code == status
    Record.objects.filter(pk=record.pk).update(status="published", publish_at=None)
    assert editor_client.get(address_of(record)).status_code == 200


@pytest.mark.parametrize(
    "args", [("agreement", "nothing"), ("treaty", "record"), ("record", "record")]
)
def test_picture_of_what_is_not_there_is_not_found(client, db, args):
    assert client.get(reverse("open-graph", args=args)).status_code == 404


def test_kind_without_a_page_has_no_picture(client, db):
    assert client.get(address_of(WorkingGroupFactory())).status_code == 404


def test_picture_speaks_the_language_of_its_address(client, db, monkeypatch):
    monkeypatch.setattr(views, "drawn", lambda card: repr(card).encode())
    address = address_of(AgreementFactory(title_en="Roadmap", title_ru="Дорожная карта"))
    assert "title='Roadmap'" in client.get(address).content.decode()
    assert "title='Дорожная карта'" in client.get(f"/ru{address}").content.decode()


def test_picture_is_drawn_once_and_sent_once(client, db, monkeypatch):
    calls = []
    monkeypatch.setattr(views, "drawn", lambda card: calls.append(card) or figures.drawn(card))
    record = AgreementFactory(title_en="Roadmap")
    first, second = client.get(address_of(record)), client.get(address_of(record))
    assert first.content == second.content
    assert len(calls) == 1
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    known = client.get(address_of(record), headers={"if-none-match": first.headers["ETag"]})
    assert (known.status_code, known.content) == (304, b"")
    assert known.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("changed", ["title", "site"])
def test_picture_changes_with_its_words(client, db, changed):
    record = AgreementFactory(title_en="Roadmap")
    first = client.get(address_of(record))
    if changed == "title":
        Record.objects.filter(pk=record.pk).update(title_en="Road map")
    else:
        SiteSettings.objects.create(name_en="Another register")
    second = client.get(address_of(record), headers={"if-none-match": first.headers["ETag"]})
    assert second.status_code == 200
    assert second.headers["ETag"] != first.headers["ETag"]
    assert second.content != first.content


@pytest.mark.parametrize("name", ["open-graph-site", "open-graph"])
def test_picture_is_read_only_and_sets_no_cookie(client, db, name):
    record = AgreementFactory()
    address = reverse(name, args=[record.kind, record.slug] if name == "open-graph" else [])
    assert client.post(address).status_code == 405
    response = client.get(address)
    assert response.status_code == 200
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")


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
        "og:image": f"{SITE}{address_of(record)}",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Agreement: A & B",
        "twitter:card": "summary_large_image",
    }


def test_size_in_the_page_is_that_of_the_picture(client, db):
    found = properties(client.get("/"))
    size = (int(found["og:image:width"]), int(found["og:image:height"]))
    assert size == (figures.WIDTH, figures.HEIGHT)
    response = client.get(found["og:image"].removeprefix(SITE))
    assert Image.open(io.BytesIO(response.content)).size == size


def test_page_in_another_language_names_the_picture_in_that_language(client, db):
    record = AgreementFactory(title_en="Roadmap", title_ru="Дорожная карта")
    address, picture = record.get_absolute_url(), address_of(record)
    found = properties(client.get(f"/ru{address}"))
    wanted = ("og:title", "og:locale", "og:url", "og:image")
    assert [found[name] for name in wanted] == [
        "Дорожная карта", "ru_RU", f"{SITE}/ru{address}", f"{SITE}/ru{picture}",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_records_are_articles_and_the_rest_is_a_website(client, db, kind):
    record = FACTORIES[kind]()
    assert properties(client.get(record.get_absolute_url()))["og:type"] == "article"
    assert properties(client.get(list_address(kind)))["og:type"] == "website"


def test_preview_of_a_draft_names_no_picture_that_others_cannot_see(editor_client):
    record = AgreementFactory(status="draft")
    found = properties(editor_client.get(record.get_absolute_url()))
    assert found["og:image"] == f"{SITE}{reverse('open-graph-site')}"


def test_lists_and_pages_of_the_site_have_the_picture_of_the_site(client, db):
    SiteSettings.objects.create(name_en="Register", tagline_en="What we keep")
    Page.objects.create(slug="about", title_en="About us", body_en="<p>Text</p>")
    AgreementFactory(title_en="Not the title of the list")
    titles = {}
    for address in ("/", list_address("agreement"), "/pages/about/"):
        found = properties(client.get(address))
        assert found["og:image"] == f"{SITE}{reverse('open-graph-site')}"
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
