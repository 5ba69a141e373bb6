"""What every answer of the API has in common: methods, headers, languages, limits."""

import pytest
from django.test import override_settings

from cooperation.limits.visitor import visitor
from tests.support.api import PATHS, problem
from tests.support.factories import AgreementFactory

LIST = PATHS["agreement"]
ADDRESSES = ["/api/v1/", "/api/v1/openapi.json", LIST, f"{LIST}a/", f"{LIST}a/relations/"]


@pytest.fixture(autouse=True)
def agreement(db):
    return AgreementFactory(slug="a", title_en="Roadmap", title_ru="Дорожная карта")


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_answers_as_get_without_a_body(client, address):
    full, head = client.get(address), client.head(address)
    ignored = ("RateLimit", "Content-Security-Policy")
    kept = [
        {name: value for name, value in response.headers.items() if name not in ignored}
        for response in (full, head)
    ]
    assert (head.status_code, head.content, kept[1]) == (200, b"", kept[0])


@pytest.mark.parametrize("address", [*ADDRESSES, "/api/v1/nothing/"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_method_that_would_change_something_is_refused(client, address, method):
    response = getattr(client, method)(address)
    assert problem(response, 405)["type"] == "http://127.0.0.1:8000/api/#method-not-allowed"
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("address", [*ADDRESSES, "/api/v1/nothing/"])
def test_any_page_of_the_web_may_read(client, address):
    asked = client.get(address, headers={"Origin": "https://elsewhere.example"})
    preflight = client.options(address)
    assert asked.headers["Access-Control-Allow-Origin"] == "*"
    assert (preflight.status_code, preflight.content) == (204, b"")
    assert preflight.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Access-Control-Allow-Credentials" not in asked.headers


@pytest.mark.parametrize("address", ["/", "/agreements/", "/healthz", "/api/"])
def test_no_other_page_may_be_read_from_elsewhere(client, address):
    assert "Access-Control-Allow-Origin" not in client.get(address).headers


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_has_not_changed_is_not_sent_again(client, address):
    etag = client.get(address).headers["ETag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        response = client.get(address, headers={"If-None-Match": known})
        assert (response.status_code, response.content) == (304, b"")
        assert (response.headers["ETag"], response.headers["Access-Control-Allow-Origin"]) == (
            etag,
            "*",
        )


def test_what_has_changed_is_sent_again(client, agreement):
    etag = client.get(LIST).headers["ETag"]
    agreement.summary_en = "Another one."
    agreement.save()
    response = client.get(LIST, headers={"If-None-Match": etag})
    assert (response.status_code, response.headers["ETag"] != etag) == (200, True)
    assert client.get(LIST, {"lang": "ru"}).headers["ETag"] != etag


@pytest.mark.parametrize(
    ("query", "header", "expected"),
    [
        ("", "", ("en", "Roadmap")),
        ("", "ru", ("ru", "Дорожная карта")),
        ("", "de, ru;q=0.5, en;q=0.4", ("ru", "Дорожная карта")),
        ("", "ru-KZ,en", ("ru", "Дорожная карта")),
        ("", "uz-Cyrl", ("uz", "Roadmap")),
        ("", "ru;q=0, en", ("en", "Roadmap")),
        ("", "de", ("en", "Roadmap")),
        ("", "€;;q=x" * 1000, ("en", "Roadmap")),
        ("?lang=ru", "en", ("ru", "Дорожная карта")),
        ("?lang=en", "ru", ("en", "Roadmap")),
    ],
)
def test_language_is_the_one_asked_for(client, query, header, expected):
    headers = {"Accept-Language": header} if header else {}
    response = client.get(f"{LIST}{query}", headers=headers)
    [found] = response.json()["results"]
    assert (response.headers["Content-Language"], found["title"]) == expected
    assert (response.json()["language"], found["language"]) == (expected[0], expected[0])
    assert "Accept-Language" in response.headers["Vary"]
    assert "Cookie" not in response.headers["Vary"]


def test_staff_sees_what_everybody_sees(editor_client):
    AgreementFactory(slug="draft", status="draft")
    assert editor_client.get(LIST).json()["total"] == 1
    problem(editor_client.get(f"{LIST}draft/"), 404)


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/json", 200),
        ("application/*;q=0.2", 200),
        ("*/*", 200),
        ("", 406),
        ("application/problem+json", 200),
        ("text/html", 406),
        ("text/html, */*;q=0.1", 200),
        ("application/json;q=0", 406),
        ("nonsense", 406),
    ],
)
def test_accept_allows_json_or_is_told(client, accept, status):
    response = client.get(LIST, headers={"Accept": accept})
    assert response.status_code == status
    if status == 406:
        assert problem(response, 406)["title"] == "The API answers in JSON"


def test_address_without_its_slash_leads_to_the_one_with_it(client):
    response = client.get("/api/v1/agreements?type=roadmap")
    assert (response.status_code, response.headers["Location"]) == (
        301,
        "/api/v1/agreements/?type=roadmap",
    )


@pytest.mark.parametrize(
    "address",
    ["nothing/", "nothing", "agreements/b/", "agreements/ü/", "agreements/a/b/", "agreements//"],
)
def test_nothing_is_a_problem(client, address):
    found = problem(client.get(f"/api/v1/{address}"), 404)
    assert found["title"] == "There is no such record or address"


def test_problem_is_told_in_the_language_asked_for(client):
    response = client.get("/api/v1/nothing/", headers={"Accept-Language": "ru"})
    assert response.headers["Content-Language"] == "ru"


@override_settings(API_REQUESTS_PER_MINUTE=2)
def test_who_asks_too_often_is_told_when_to_come_back(client, time_machine):
    time_machine.move_to("2026-01-01T00:00:15Z", tick=False)
    answers = [client.get(LIST) for _count in range(3)]
    assert [response.status_code for response in answers] == [200, 200, 429]
    assert [response.headers["RateLimit"] for response in answers] == [
        '"minute";r=1;t=45',
        '"minute";r=0;t=45',
        '"minute";r=0;t=45',
    ]
    assert problem(answers[2], 429)["title"] == "Too many requests"
    assert (answers[2].headers["Retry-After"], answers[2].headers["RateLimit-Policy"]) == (
        "45",
        '"minute";q=2;w=60',
    )
    assert client.get(LIST, REMOTE_ADDR="192.0.2.7").status_code == 200
    time_machine.move_to("2026-01-01T00:01:00Z", tick=False)
    assert client.get(LIST).status_code == 200


@pytest.mark.parametrize(
    ("is_behind", "header", "expected"),
    [
        (False, "192.0.2.1", "127.0.0.1"),
        (True, "192.0.2.1", "192.0.2.1"),
        (True, "made up, 192.0.2.1", "192.0.2.1"),
        (True, "", "127.0.0.1"),
    ],
)
def test_visitors_behind_a_proxy_are_told_apart(rf, settings, is_behind, header, expected):
    settings.BEHIND_PROXY = is_behind
    assert visitor(rf.get("/", headers={"X-Forwarded-For": header})) == expected


@override_settings(API_REQUESTS_PER_MINUTE=0)
def test_without_a_limit_nothing_is_counted(client):
    assert "RateLimit" not in client.get(LIST).headers
