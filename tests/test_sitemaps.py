"""What the sitemap tells search engines."""

import datetime
import re
from xml.etree import ElementTree

import pytest
from django.conf import settings

from cooperation import sitemaps
from cooperation.domain.kinds import KINDS as KINDS_OF
from cooperation.domain.languages import CODES, TRANSLATIONS
from cooperation.models import Page, Record
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    PartnerFactory,
    RelationFactory,
    WorkingGroupFactory,
)
from tests.support.pages import KINDS, body_of, list_address
from tests.support.rows import picture

CHANGED = datetime.datetime(2026, 3, 4, 12, tzinfo=datetime.UTC)
LATER = datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)
FIXED = ["/", "/timeline/", "/network/", "/feeds/", "/feeds/calendar/", "/api/"]
FIXED += ["/data/", "/vocabulary/"]
FIXED += map(list_address, KINDS)


def addresses(client):
    """Return the English addresses in all sections of the sitemap without the host."""
    prefixes = tuple(f"/{code}/" for code in TRANSLATIONS)
    return [each for each in all_addresses(client) if not each.startswith(prefixes)]


def all_addresses(client):
    """Return the addresses in all sections in every language, without the host."""
    return [address for section in sections(client) for address in located(client.get(section))]


def sections(client):
    """Return the addresses of the sections that the index names."""
    return located(client.get("/sitemap.xml"))


def located(response):
    """Return the addresses that an index or a section holds, without the host."""
    assert response.headers["Content-Type"] == "application/xml"
    ElementTree.fromstring(response.content)  # noqa: S314 our own answer
    found = re.findall(r"<loc>(.*?)</loc>", body_of(response))
    return [address.removeprefix("http://testserver") for address in found]


def test_each_language_stands_in_the_sitemap_and_names_the_others(client, db):
    record = AgreementFactory(title_ru="Соглашение", title_uz="Bitim")
    path = record.get_absolute_url()
    response = client.get("/sitemap-agreements.xml")
    found = [address for address in located(response) if address.endswith(path)]
    assert found == [path, f"/ru{path}", f"/uz{path}"]
    for language, address in zip(("en", "ru", "uz", "x-default"), (*found, path), strict=True):
        link = f'hreflang="{language}" href="http://testserver{address}"/>'
        assert body_of(response).count(link) == len(found)


def test_sitemap_has_lists_when_nothing_is_published(client, db):
    assert addresses(client) == FIXED


@pytest.mark.parametrize("kind", KINDS)
def test_sitemap_has_public_records_only(client, db, kind):
    record = FACTORIES[kind]()
    FACTORIES[kind](status=Record.Status.DRAFT)
    FACTORIES[kind](status=Record.Status.WITHDRAWN)
    FACTORIES[kind](publish_at=LATER)
    assert addresses(client) == [*FIXED, record.get_absolute_url()]


def test_sitemap_has_pages_of_two_partners_that_anything_joins(client, db):
    a, b, c = (PartnerFactory(slug=slug) for slug in "abc")
    relation = RelationFactory(subject=b, verb="partner_of", object=a)
    partners = [partner.get_absolute_url() for partner in (a, b, c)]
    assert addresses(client) == [*FIXED, *partners, "/partners/a/with/b/"]
    relation.delete()
    assert addresses(client) == [*FIXED, *partners]


def test_sitemap_has_pages_of_the_site(client, db):
    Page.objects.create(slug="about", title_en="About")
    assert addresses(client) == [*FIXED, "/pages/about/"]


def test_sitemap_has_councils_but_no_anchors_of_working_groups(client, db):
    group = WorkingGroupFactory()
    assert addresses(client) == [*FIXED, group.council.get_absolute_url()]


def test_sitemap_says_when_a_record_was_changed(client, db):
    AgreementFactory(updated_at=CHANGED)
    AgreementFactory(updated_at=CHANGED - datetime.timedelta(days=9))
    lastmod = "<lastmod>2026-03-04T17:00:00+05:00</lastmod>"
    assert body_of(client.get("/sitemap-agreements.xml")).count(lastmod) == 1
    assert body_of(client.get("/sitemap.xml")).count(lastmod) == 1


def test_every_address_of_the_sitemap_answers(client, db):
    for factory in FACTORIES.values():
        factory()
    Page.objects.create(slug="about", title_en="About")
    listed = all_addresses(client)
    assert len(listed) == len(CODES) * (len(FIXED) + 1) + len(FACTORIES)
    assert {address: client.get(address).status_code for address in listed} == dict.fromkeys(
        listed, 200
    )


def test_index_names_a_section_for_each_kind(client, db):
    names = ["lists", *(KINDS_OF[kind].path for kind in KINDS), "pages", "pairs"]
    assert sections(client) == [f"/sitemap-{name}.xml" for name in names]
    assert client.get("/sitemap-nothing.xml").status_code == 404
    assert client.get("/sitemap-agreements.xml?p=2").status_code == 404


def test_section_is_parted_in_pages(client, db, monkeypatch):
    monkeypatch.setattr(sitemaps, "PER_PAGE", 2)
    records = AgreementFactory.create_batch(5)
    pages = [each for each in sections(client) if "agreements" in each]
    assert pages == ["/sitemap-agreements.xml"] + [f"/sitemap-agreements.xml?p={n}" for n in (2, 3)]
    found = [address for page in pages for address in located(client.get(page))]
    assert len(found) == len(set(found)) == 5
    assert {record.get_absolute_url() for record in records} <= set(found)


def test_picture_of_a_record_stands_beside_it(client, db):
    image = picture("a")
    record = AgreementFactory(image=image)
    AgreementFactory()
    body = body_of(client.get("/sitemap-agreements.xml"))
    address = f"{settings.SITE_URL}{image.file.url}"
    assert re.findall(r"<image:loc>(.*?)</image:loc>", body) == [address]
    first = body.split("<url>")[1]
    assert (record.get_absolute_url() in first) == (address in first)
