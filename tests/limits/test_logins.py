"""Passwords cannot be tried for ever, and nobody can lock an editor out for ever."""

import pytest
from django.test import Client

from tests.support.accounts import staff

PASSWORD = "a-long-enough-password"


@pytest.fixture(autouse=True)
def at_noon(time_machine, editor):
    time_machine.move_to("2026-01-01T12:00:00Z", tick=False)


def attempt(client, typed="wrong", name="editor", address="192.0.2.1"):
    """Return the status of an attempt to log in; 302 leads to the desk."""
    form = {"username": name, "password": typed}
    return client.post("/admin/login/", form, REMOTE_ADDR=address).status_code


def test_wrong_passwords_from_elsewhere_lock_nobody_out(client, settings):
    settings.BEHIND_PROXY = True
    typed = {"username": "editor", "password": "wrong"}
    elsewhere = {"X-Forwarded-For": "made up, 198.51.100.9"}
    found = [client.post("/admin/login/", typed, headers=elsewhere) for _number in range(6)]
    assert [response.status_code for response in found] == [200, 200, 200, 200, 429, 429]
    own = client.post(
        "/admin/login/",
        {**typed, "password": PASSWORD},
        headers={"X-Forwarded-For": "made up, 192.0.2.1"},
    )
    assert own.status_code == 302


def test_lock_ends_whatever_was_tried_meanwhile(client, time_machine):
    assert [attempt(client) for _number in range(5)] == [200, 200, 200, 200, 429]
    time_machine.move_to("2026-01-01T12:14:59Z", tick=False)
    assert [attempt(client), attempt(client, PASSWORD)] == [429, 429]
    time_machine.move_to("2026-01-01T12:15:00Z", tick=False)
    assert attempt(client, PASSWORD) == 302


def test_locked_page_says_how_long_it_lasts(client):
    for _number in range(5):
        attempt(client)
    typed = {"username": "editor", "password": PASSWORD}
    response = client.post("/admin/login/", typed, REMOTE_ADDR="192.0.2.1")
    assert (response.status_code, response.headers["Retry-After"]) == (429, "900")
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("spelling", [" editor", "editor  ", "ｅditor"])
def test_other_spellings_of_a_name_are_the_same_name(client, spelling):
    for _number in range(5):
        attempt(client)
    assert attempt(client, name=spelling) == 429


def test_one_address_cannot_try_all_names(client):
    found = [attempt(client, name=f"name-{number}") for number in range(51)]
    assert found == [200] * 49 + [429] * 2
    assert attempt(client, PASSWORD) == 429
    assert attempt(Client(), PASSWORD, address="192.0.2.2") == 302


def test_office_that_logs_in_again_and_again_is_not_locked(client):
    assert {attempt(Client(), PASSWORD) for _number in range(60)} == {302}


def test_name_tried_from_everywhere_is_slowed_down_for_strangers(client):
    for number in range(100):
        attempt(Client(), address=f"198.51.100.{number}")
    assert [attempt(Client(), address="203.0.113.1") for _number in range(2)] == [429, 429]
    assert attempt(client, PASSWORD, address="203.0.113.2") == 302


def test_known_browser_is_never_locked_by_others_at_its_address(client):
    assert attempt(client, PASSWORD) == 302
    assert [attempt(Client()) for _number in range(5)][-1] == 429
    unknown, known = Client(), Client()
    known.cookies["known_browser"] = client.cookies["known_browser"].value
    assert [attempt(unknown, PASSWORD), attempt(known, PASSWORD)] == [429, 302]


def test_known_browser_has_five_attempts_too(client):
    attempt(client, PASSWORD)
    known = client.cookies["known_browser"].value
    other = Client()
    other.cookies["known_browser"] = known
    assert [attempt(other) for _number in range(6)] == [200, 200, 200, 200, 429, 429]


@pytest.mark.parametrize("cookie", ["", "made up", "made:up:again"])
def test_made_up_browser_is_not_known(client, cookie):
    client.cookies["known_browser"] = cookie
    for _number in range(5):
        attempt(client)
    assert attempt(Client()) == 429


def test_browser_known_under_one_name_is_unknown_under_others(client, django_user_model):
    staff(django_user_model, "second", "Editor")
    attempt(client, PASSWORD)
    other = Client()
    other.cookies["known_browser"] = client.cookies["known_browser"].value
    for _number in range(5):
        attempt(Client(), name="second")
    assert attempt(other, PASSWORD, name="second") == 429


def test_login_page_that_is_only_looked_at_counts_nothing(client):
    for _number in range(60):
        client.get("/admin/login/")
    assert attempt(client, PASSWORD) == 302


def test_failed_login_writes_nothing_to_the_register(client, django_assert_num_queries):
    with django_assert_num_queries(2):  # the name of the site, and the account
        attempt(client, name="nobody")


SPOILED = [
    "https://evil.example",
    "//evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "/admin/%00",
    "/admin/\0",
    "/admin/%0d%0aSet-Cookie:a=b",
    "/admin/nowhere/",
    "/nowhere/",
    "/admin/logout/",
    "/admin/login/?next=/admin/login/",
    f"/admin/?q={'a' * 5000}",
    "",
    "///",
    "http://[",
    "/ru/nowhere/",
]


@pytest.mark.parametrize("wanted", SPOILED)
@pytest.mark.parametrize("way", ["address", "form"])
def test_login_that_cannot_lead_on_ends_on_the_desk(client, wanted, way):
    typed = {"username": "editor", "password": PASSWORD}
    if way == "form":
        response = client.post("/admin/login/", {**typed, "next": wanted})
    else:
        response = client.post("/admin/login/", typed, query_params={"next": wanted})
    assert (response.status_code, response.url) == (302, "/admin/")


@pytest.mark.parametrize(
    "wanted", ["/admin/cooperation/agreement/?q=a", "/", "/ru/admin/", "/agreements/?sort=title"]
)
def test_login_leads_on_to_pages_of_the_site(client, wanted):
    typed = {"username": "editor", "password": PASSWORD, "next": wanted}
    page = client.get("/admin/login/", {"next": wanted})
    assert page.context["next"] == wanted
    assert client.post("/admin/login/", typed).url == wanted


@pytest.mark.parametrize("wanted", SPOILED)
def test_page_for_logging_in_passes_nothing_spoiled_on(client, wanted):
    page = client.get("/admin/login/", {"next": wanted})
    assert (page.status_code, page.context["next"]) == (200, "/admin/")


@pytest.mark.parametrize("wanted", [*SPOILED, "/admin/"])
def test_logging_out_always_says_so(editor_client, wanted):
    response = editor_client.post("/admin/logout/", query_params={"next": wanted})
    assert response.status_code == 200
    assert "admin/logged_out.html" in [template.name for template in response.templates]
    assert editor_client.get("/admin/").status_code == 302
