"""Whatever stands in an address or a form, no public page and no answer of the API breaks."""

import pytest
from django.urls import reverse

from cooperation.domain.kinds import KINDS
from cooperation.filters import FILTERS
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    CouncilFactory,
    EventFactory,
    InitiativeFactory,
    PartnerFactory,
    PersonFactory,
    TopicFactory,
)

ODD = [
    "9" * 21,
    "-" + "9" * 21,
    "9" * 5000,
    "99999-01-01",
    "0000-00-00",
    "\0",
    "a\0b",
    "^(a+)+$",
    "(",
    "\\",
    "%",
    "a" * 5000,
    "a " * 3000,
    "²",
    "١",
    "\U0010ffff",
    "--",
    "1e999",
    "NaN",
    "Infinity",
]
FACTORIES = [
    AgreementFactory, ArticleFactory, CouncilFactory, EventFactory, InitiativeFactory,
    PartnerFactory, PersonFactory, TopicFactory,
]  # fmt: skip
PLURALS = [
    "articles", "agreements", "events", "councils", "initiatives", "partners", "people", "topics",
]  # fmt: skip
PAGES = [f"/{plural}/" for plural in PLURALS]
PAGES += ["/agreements/export.csv", "/feeds/agreements.atom", "/events.ics", "/feeds/calendar/"]
PAGES += ["/search/", "/search/suggestions/", "/timeline/", "/timeline.svg", "/network/"]
PAGES += ["/network.svg", "/feeds/all.atom", "/feeds/search.atom", "/", "/admin/login/"]
NAMES = (
    "page", "q", "id", "sort", "type", "state", "status", "partner", "topic", "from", "to", "date",
    "when", "country", "language", "limit", "cursor", "fields", "expand", "view", "kind", "zoom",
    "as-of", "licence", "by", "lang", "after", "before", "next",
)  # fmt: skip


@pytest.fixture(autouse=True)
def records(db):
    return [factory(slug="a") for factory in FACTORIES]


def answered(client, address, *asked):
    response = client.get(address, *asked)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


@pytest.mark.parametrize("address", PAGES)
def test_no_value_breaks_a_page(client, address):
    found = {answered(client, address, dict.fromkeys(NAMES, value)) for value in ODD}
    assert max(found) < 500


@pytest.mark.parametrize("kind", FILTERS)
def test_no_value_breaks_a_list_of_the_api(client, settings, kind):
    settings.API_REQUESTS_PER_MINUTE = 0
    address = f"/api/v1/{KINDS[kind].path}/"
    asked = [dict.fromkeys(FILTERS[kind].base_filters, value) for value in ODD]
    asked += [{name: value} for name in ("cursor", "limit", "fields", "expand") for value in ODD]
    assert {answered(client, address, each) for each in asked} <= {200, 400}


@pytest.mark.parametrize("plural", PLURALS)
def test_no_value_breaks_the_page_of_a_record(client, plural):
    found = {
        answered(client, f"/{plural}/a/", dict.fromkeys(names, value))
        for names in (("page", "view", "q"), ("as-of",))
        for value in ODD
    }
    assert found <= {200, 400, 404}


@pytest.mark.parametrize(
    "path", ["%00", "a%00b", "%ED%A0%80", "%FF%FE", "%F4%90%80%80", "9" * 300, "a" * 3000, "%2e%2e"]
)
def test_no_path_breaks_the_site(client, settings, path):
    settings.API_REQUESTS_PER_MINUTE = 0
    frames = [
        "/{}/", "/agreements/{}/", "/agreements/{}.ttl", "/api/v1/agreements/{}/", "/media/{}",
        "/og/agreement/{}.png", "/pages/{}/", "/preview/{}/", "/feeds/agreements/{}.atom",
        "/partners/{}/with/a/", "/data/{}", "/admin/{}/", "/ru/agreements/{}/", "/sitemap-{}.xml",
        "/agreements/a/cite.{}", "/agreements/export.{}", "/events/{}/event.ics",
    ]  # fmt: skip
    found = {answered(client, frame.format(path)) for frame in frames}
    assert max(found) < 500


def test_thousands_of_parameters_break_nothing(client, settings):
    settings.API_REQUESTS_PER_MINUTE = 0
    many = "&".join(f"a{number}=1" for number in range(5000))
    same = "&".join("partner=a" for _number in range(5000))
    for address in ("/agreements/", "/api/v1/agreements/", "/search/", reverse("timeline")):
        for query in (many, same, f"{many}&{'a' * 3000}"):
            assert answered(client, f"{address}?{query}") in (200, 400)


@pytest.mark.parametrize("typed", ["\0", "\ud800", "a" * 100_000, "9" * 30])
def test_no_name_breaks_logging_in(client, typed):
    form = {"username": typed.encode("utf-8", "replace").decode(), "password": typed * 1}
    form["password"] = form["username"]
    assert client.post("/admin/login/", form).status_code == 200


def test_lone_halves_of_characters_in_a_form_break_nothing(client):
    body = "username=%ED%A0%80&password=%ED%A0%80&next=%ED%A0%80"
    response = client.post("/admin/login/", body, "application/x-www-form-urlencoded")
    assert response.status_code == 200
