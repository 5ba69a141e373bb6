"""Every address with the slug of a record or page leads on once the slug has changed."""

import re
from itertools import product

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils.translation import get_language, override

from cooperation.changes.consequences.redirects import redirect
from cooperation.changes.items.save import delete_items, save_item
from cooperation.changes.save import Edit
from cooperation.changes.why import Why
from cooperation.changes.withdraw import withdraw
from cooperation.domain.kinds import KINDS
from cooperation.domain.languages import CODES
from cooperation.exports import rdf
from cooperation.feeds import FORMS
from cooperation.formats import citations
from cooperation.models import Page
from cooperation.snapshots.items import capture
from tests.support.door import changed
from tests.support.factories import FACTORIES, AgreementFactory

pytestmark = pytest.mark.django_db

OLD, NEW = "old", "new"
FORMS_OF = {"feeds/": FORMS, "": citations.FORMATS}
"""The values of “form”, by how a route begins; the first that fits."""
NOT_OF_ONE = {"sitemap-section": "a part of the list of addresses"}
"""Addresses with a slug that is not of a record or page, and why."""
OF_ALL = "og/"
"""Below this each address leads to the picture of the kind, whatever its slug."""


def routes(resolver, before=""):
    """Yield (route, pattern) of each public address."""
    for pattern in resolver.url_patterns:
        route = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "admin":
                yield from routes(pattern, route)
        else:
            yield route, pattern


def addresses(slug):
    """Return the addresses with a slug in the language in use, each for every form that it has."""
    found = set()
    for route, pattern in routes(get_resolver()):
        if "<slug:" not in route or pattern.name in NOT_OF_ONE:
            continue
        own = route.removeprefix(f"{get_language()}/")
        forms = next(forms for start, forms in FORMS_OF.items() if own.startswith(start))
        for form in forms if "<str:form>" in route else [""]:
            address = route.replace("<str:form>", form).replace("<slug:other>", "zz")
            found.add("/" + re.sub("<slug:[a-z]+>", slug, address))
    return sorted(found)


@pytest.fixture
def moved():
    """One public record of each kind, and a page, each at a new address."""
    for kind, factory in FACTORIES.items():
        extra = {"when": "2024-05-14"} if kind == "event" else {}
        redirect(kind, OLD, factory(slug=NEW, **extra).pk, "changed")
    FACTORIES["partner"](slug="zz")
    page = save_item(None, Edit(page_snapshot(OLD))).item
    save_item(page, Edit(changed(capture(page), slug=NEW), capture(page)), publish=True)


def page_snapshot(slug):
    fields = {"slug": slug, "title_en": "About", "body_en": "<p>x</p>", "order": 1}
    return [{"model": "cooperation.page", "fields": fields}]


@pytest.mark.parametrize("language", CODES)
def test_every_address_with_a_slug_leads_on(client, moved, language):
    with override(language):
        old, new = addresses(OLD), dict(zip(addresses(OLD), addresses(NEW), strict=True))
    assert len(old) > 60
    led = {address: answered(client, f"{address}{query_of(address)}") for address in old}
    pictures = {address: to for address, to in led.items() if f"/{OF_ALL}" in address}
    assert {status for status, _to in pictures.values()} == {301}
    assert {each: led[each] for each in led if each not in pictures} == {
        each: (301, f"{new[each]}{query_of(each)}") for each in old if each not in pictures
    }


def query_of(address):
    """Return a query that must not be lost; the API refuses what it does not know."""
    return "?lang=uz" if address.startswith("/api/") else "?page=1&x=%C3%A9"


def answered(client, address):
    response = client.get(address)
    return response.status_code, response.headers.get("Location")


def test_every_new_address_answers(client, moved):
    without_lineage = [each for each in addresses(NEW) if not each.endswith("/lineage.svg")]
    statuses = {address: client.get(address).status_code for address in without_lineage}
    assert {each: status for each, status in statuses.items() if status not in (200, 301)} == {}


def test_patterns_are_found_for_each_kind():
    found = addresses(OLD)
    for kind in (KINDS[key] for key in FACTORIES):
        below = {
            f"/{kind.path}/old/",
            f"/feeds/{kind.path}/old.atom",
            f"/feeds/{kind.path}/old.rss",
        }
        below |= {f"/api/v1/{kind.path}/old/", f"/api/v1/{kind.path}/old/relations/"}
        below |= {f"/{kind.path}/old.{form}" for form in rdf.FORMATS}
        below |= {f"/{kind.path}/old/cite.{form}" for form in citations.FORMATS}
        assert below <= {*found}
    assert {"/pages/old/", "/events/old/event.ics", "/partners/old/with/zz/"} <= {*found}


def test_what_is_gone_says_so_to_programs_too(client):
    withdraw([AgreementFactory(slug="a")], why=Why("The source was retracted.", True))
    redirect("agreement", "b", None, "deleted")
    for slug, said in (
        ("a", "This record was withdrawn. The source was retracted."),
        ("b", "This record was deleted."),
    ):
        for below in ("", "relations/"):
            response = client.get(f"/api/v1/agreements/{slug}/{below}")
            problem = response.json()
            assert (response.status_code, problem["detail"]) == (410, said)
            assert problem["type"].endswith("/api/#gone")
        assert client.get(f"/feeds/agreements/{slug}.atom").status_code == 410


def test_old_address_of_the_api_leads_on_from_any_site(client):
    redirect("agreement", "a", AgreementFactory(slug="b").pk, "changed")
    response = client.get("/api/v1/agreements/a/?lang=ru")
    assert (response.status_code, response.headers["Location"]) == (
        301,
        "/api/v1/agreements/b/?lang=ru",
    )
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"] == "no-cache"


def test_what_was_never_public_is_not_found_below_either(client):
    AgreementFactory(slug="a", status="draft")
    for slug, below in product("ax", ("/feeds/agreements/{}.rss", "/api/v1/agreements/{}/")):
        assert client.get(below.format(slug)).status_code == 404
    assert Client().get("/pages/never/").status_code == 404


def test_deleted_page_is_gone_and_a_page_at_an_old_address_is_that_page(client):
    page = save_item(None, Edit(page_snapshot("a"))).item
    save_item(page, Edit(changed(capture(page), slug="b"), capture(page)), publish=True)
    other = save_item(None, Edit(page_snapshot("a"))).item
    assert client.get("/pages/a/").status_code == 200
    delete_items([other])
    delete_items([Page.objects.get(slug="b")])
    assert [client.get(f"/ru/pages/{slug}/").status_code for slug in "ab"] == [410, 410]
