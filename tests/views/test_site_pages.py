"""The first page, the pages of the site, the error pages and what machines read."""

import re
from io import BytesIO

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.urls import path
from PIL import Image as Picture

from cooperation.models import Document, Image, Page, Record, SiteSettings
from cooperation.version import VERSION
from project.urls import urlpatterns as site_urls
from tests.support.factories import FACTORIES, AgreementFactory
from tests.support.pages import (
    KINDS,
    body_of,
    canonical_in,
    list_address,
    meta_in,
    text_of,
    titles_in,
)


def forbidden(request):
    raise PermissionDenied


def broken(request):
    raise RuntimeError("a fault of the site")


urlpatterns = [
    path("forbidden/", forbidden),
    path("broken/", broken),
    *site_urls,
]


def test_home_shows_the_newest_of_each_kind(client, db):
    for kind in ("agreement", "event", "council"):
        FACTORIES[kind](title_en=f"Public {kind}")
        FACTORIES[kind](title_en=f"Secret {kind}", status=Record.Status.DRAFT)
    FACTORIES["article"](title_en="Public article", summary_en="About cooperation.")
    FACTORIES["article"](title_en="Secret article", status=Record.Status.WITHDRAWN)
    response = client.get("/")
    assert titles_in(response) == ["Public agreement", "Public event", "Public council"]
    assert "Public article" in body_of(response)
    assert "Secret" not in body_of(response)


def test_home_is_whole_with_an_empty_database(client, db):
    response = client.get("/")
    assert response.status_code == 200
    assert titles_in(response) == []
    words = text_of(body_of(response))
    assert "Nothing has been published yet. This is how it will grow:" in words
    assert "0 Articles" not in words


def test_home_counts_one_in_the_singular(client, db):
    AgreementFactory()
    assert "0 Articles 1 Agreement 0 Events" in text_of(body_of(client.get("/")))


def test_home_names_the_site_and_its_owner(client, db):
    SiteSettings.objects.create(name_en="Register & more", owner_en="An institute")
    body = body_of(client.get("/"))
    assert "Register &amp; more" in body
    assert "An institute" in body


def test_login_names_the_site_and_not_its_host(client, db):
    SiteSettings.objects.create(name_en="Register & more")
    body = body_of(client.get("/admin/login/"))
    assert "Register &amp; more <small>" in body
    assert "testserver" not in body


def test_page_is_shown_cleaned_and_linked_in_the_foot(client, db):
    page = Page(slug="about", title_en="About", body_en="x")
    page.save()
    Page.objects.filter(pk=page.pk).update(
        body_en='<p onclick="x()">Text</p><script>alert(1)</script><style>p{}</style>'
    )
    body = body_of(client.get("/pages/about/"))
    assert "<h1>About</h1>" in body
    assert '<div class="prose"><p>Text</p></div>' in body
    assert '<a href="/pages/about/">About</a>' in body_of(client.get("/"))


@pytest.mark.parametrize(
    "address",
    ["/nothing/", "/articles/nothing/", "/pages/nothing/", "/x.php", "/%00", "/articles/ы/"],
)
def test_address_without_a_page_is_not_found(client, db, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "There is no page at this address" in body_of(response)
    assert meta_in(response, "robots") == "noindex"
    assert canonical_in(response) is None


def test_missing_page_offers_to_search_for_what_its_address_says(client, db):
    body = body_of(client.get("/agreements/tashkent-plan-2022/"))
    [field] = re.findall(r'<input type="search" id="search-here"[^>]*>', body)
    assert 'name="q" value="tashkent plan 2022"' in field


@pytest.mark.urls("tests.views.test_site_pages")
def test_forbidden_page_says_what_to_do(client, db):
    response = client.get("/forbidden/")
    assert response.status_code == 403
    assert "This page is not open to you" in body_of(response)


def test_form_without_its_token_says_what_to_do(db):
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert response.status_code == 403
    assert "The form could not be accepted" in body_of(response)


def test_unreadable_request_says_what_to_do(client, db):
    response = client.get("/", headers={"host": "other.example"})
    assert response.status_code == 400
    body = body_of(response)
    assert "This request cannot be read" in body
    assert "Cooperation Register" in body
    assert 'href="/agreements/"' in body


@pytest.mark.urls("tests.views.test_site_pages")
def test_fault_is_told_without_the_database():
    client = Client(raise_request_exception=False)
    response = client.get("/broken/")
    assert response.status_code == 500
    assert "Something went wrong here" in body_of(response)
    assert "a fault of the site" not in body_of(response)


def test_robots_may_read_all_but_the_admin(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert body_of(response) == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /ru/admin/\nDisallow: /uz/admin/\n"
        f"Sitemap: {settings.SITE_URL}/sitemap.xml\n"
    )


@pytest.mark.parametrize(
    "address",
    [
        *("/robots.txt", "/sitemap.xml", "/sitemap-lists.xml", "/healthz", "/llms.txt"),
        *("/site.webmanifest", "/.well-known/security.txt", "/feeds/all.atom", "/events.ics"),
    ],
)
def test_machine_pages_cannot_be_written_to(client, db, address):
    assert client.post(address).status_code == 405


def test_health_is_well(client, db):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {
        "database": True,
        "cache": True,
        "migrations": True,
        "version": VERSION,
    }
    assert "no-store" in response.headers["Cache-Control"]


def test_health_tells_of_a_cache_that_forgets(client, db, monkeypatch):
    monkeypatch.setattr(cache, "get", lambda key: None, raising=False)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {
        "database": True,
        "cache": False,
        "migrations": True,
        "version": VERSION,
    }


def test_health_tells_of_a_cache_that_fails(client, db, monkeypatch):
    def fail(*args):
        raise ConnectionError("nobody answers")

    monkeypatch.setattr(cache, "set", fail, raising=False)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {
        "database": True,
        "cache": False,
        "migrations": True,
        "version": VERSION,
    }


def test_health_tells_of_missing_migrations(client, db):
    [(_app, newest)] = MigrationLoader(connection).graph.leaf_nodes("cooperation")
    MigrationRecorder(connection).record_unapplied("cooperation", newest)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {
        "database": True,
        "cache": True,
        "migrations": False,
        "version": VERSION,
    }


def test_health_tells_of_a_database_that_fails(client, db, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("the disk is gone")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", fail)
        response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {
        "database": False,
        "cache": True,
        "migrations": False,
        "version": VERSION,
    }
    assert "disk" not in body_of(response)


@pytest.mark.parametrize("kind", KINDS)
def test_list_and_detail_say_where_they_stand_and_what_they_are(client, db, kind):
    record = FACTORIES[kind](title_en="Title", summary_en="What it is & why.")
    site = settings.SITE_URL
    listed = client.get(list_address(kind), {"q": "title", "page": "1"})
    shown = client.get(record.get_absolute_url(), {"utm_source": "x"})
    assert canonical_in(listed) == f"{site}{list_address(kind)}"
    assert canonical_in(shown) == f"{site}{record.get_absolute_url()}"
    assert len(meta_in(listed, "description")) > 20
    assert meta_in(shown, "description") == "What it is & why."


def test_detail_without_summary_is_described_by_its_title(client, db):
    response = client.get(AgreementFactory(title_en="A plan").get_absolute_url())
    assert meta_in(response, "description") == "A plan"


@pytest.mark.parametrize(
    ("typed", "query"),
    [("1", ""), ("2", "?page=2"), ("3", "?page=2"), ("999", "?page=2"), ("0", ""), ("x", "")],
)
def test_canonical_address_names_the_page_that_is_shown(client, db, typed, query):
    AgreementFactory.create_batch(21)
    response = client.get("/agreements/", {"page": typed, "q": "record"})
    assert canonical_in(response) == f"{settings.SITE_URL}/agreements/{query}"


@pytest.mark.parametrize("address", ["/", "/pages/about/"])
def test_site_pages_say_where_they_stand_and_what_they_are(client, db, address):
    Page.objects.create(slug="about", title_en="About", body_en="<p>Text</p>")
    response = client.get(address)
    assert canonical_in(response) == f"{settings.SITE_URL}{address}"
    assert meta_in(response, "description")


def read(client, address):
    """Return the response of an address, its file read to the end and closed."""
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)
    return response


def uploaded(name, content, status="published"):
    """Return the address of a document of a record with this status."""
    record = AgreementFactory(status=status)
    document = Document(record=record, title_en="Text")
    document.file.save(name, ContentFile(content))
    return document.file.url


def test_uploads_that_could_run_are_offered_as_downloads(client, db):
    run, shown = uploaded("x.html", b"<script>alert(1)</script>"), uploaded("x.pdf", b"%PDF-1.7")
    run, shown = read(client, run), read(client, shown)
    assert run.headers["Content-Disposition"] == 'attachment; filename="x.html"'
    assert shown.headers["Content-Disposition"] == 'inline; filename="x.pdf"'


@pytest.mark.parametrize(
    ("status", "public", "staff"),
    [("published", 200, 200), ("draft", 404, 200), ("withdrawn", 404, 200)],
)
def test_document_is_as_public_as_its_record(client, editor, status, public, staff):
    address = uploaded("x.pdf", b"%PDF-1.7", status)
    assert read(client, address).status_code == public
    client.force_login(editor)
    assert read(client, address).status_code == staff


def test_deleted_document_is_gone(client, db):
    address = uploaded("x.pdf", b"%PDF-1.7")
    Document.objects.all().delete()
    assert client.get(address).status_code == 404


def test_picture_is_as_public_as_a_record_that_shows_it(client, db):
    image = Image(title_en="Flags", alt_en="Two flags")
    file = BytesIO()
    Picture.new("RGB", (3, 2)).save(file, "PNG")
    image.file.save("flags.png", ContentFile(file.getvalue()))
    record = AgreementFactory(image=image, status="draft")
    assert client.get(image.file.url).status_code == 404
    Record.objects.filter(pk=record.pk).update(status="published")
    assert read(client, image.file.url).status_code == 200


@pytest.mark.parametrize("path", ["a" * 300, "../secret_key", "%00", "x" * 5000])
def test_path_that_no_upload_has_is_not_found(client, db, path):
    assert client.get(f"/media/{path}").status_code == 404
