"""What the sitemap tells search engines."""

import datetime
import re

import pytest

from cooperation.models import Page, Record
from tests.factories import FACTORIES, AgreementFactory, WorkingGroupFactory
from tests.views.pages import KINDS, body_of, list_address

CHANGED = datetime.datetime(2026, 3, 4, 12, tzinfo=datetime.UTC)
LATER = datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)
FIXED = ["/", *map(list_address, KINDS)]


def addresses(client):
    """Return the addresses in the sitemap without the host."""
    response = client.get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml"
    return [
        address.removeprefix("http://testserver")
        for address in re.findall(r"<loc>(.*?)</loc>", body_of(response))
    ]


def test_sitemap_has_lists_when_nothing_is_published(client, db):
    assert addresses(client) == FIXED


@pytest.mark.parametrize("kind", KINDS)
def test_sitemap_has_public_records_only(client, db, kind):
    record = FACTORIES[kind]()
    FACTORIES[kind](status=Record.Status.DRAFT)
    FACTORIES[kind](status=Record.Status.WITHDRAWN)
    FACTORIES[kind](publish_at=LATER)
    assert addresses(client) == [*FIXED, record.get_absolute_url()]


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
    listed = addresses(client)
    assert len(listed) == len(FIXED) + len(FACTORIES) + 1
    assert {address: client.get(address).status_code for address in listed} == dict.fromkeys(
        listed, 200
    )
