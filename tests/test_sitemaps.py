"""What the sitemap tells search engines."""

import datetime
import re

import pytest

from cooperation.models import Page, Record
from tests.factories import (
    FACTORIES,
    AgreementFactory,
    PartnerFactory,
    RelationFactory,
    WorkingGroupFactory,
)
from tests.views.pages import KINDS, body_of, list_address

CHANGED = datetime.datetime(2026, 3, 4, 12, tzinfo=datetime.UTC)
LATER = datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)
FIXED = ["/", "/timeline/", "/network/", "/api/", *map(list_address, KINDS)]


def addresses(client):
    """Return the English addresses in the sitemap without the host."""
    response = client.get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml"
    return [
        address for address in all_addresses(response) if not address.startswith(("/ru/", "/uz/"))
    ]


def all_addresses(response):
    """Return the addresses in the sitemap in every language, without the host."""
    return [
        address.removeprefix("http://testserver")
        for address in re.findall(r"<loc>(.*?)</loc>", body_of(response))
    ]


def test_each_language_stands_in_the_sitemap_and_names_the_others(client, db):
    record = AgreementFactory()
    path = record.get_absolute_url()
    response = client.get("/sitemap.xml")
    found = [address for address in all_addresses(response) if address.endswith(path)]
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
    response = client.get("/sitemap.xml")
    assert "<lastmod>2026-03-04</lastmod>" in body_of(response)


def test_every_address_of_the_sitemap_answers(client, db):
    for factory in FACTORIES.values():
        factory()
    Page.objects.create(slug="about", title_en="About")
    listed = all_addresses(client.get("/sitemap.xml"))
    assert len(listed) == 3 * (len(FIXED) + len(FACTORIES) + 1)
    assert {address: client.get(address).status_code for address in listed} == dict.fromkeys(
        listed, 200
    )
