"""What programs ask every site for."""

import datetime
import re

import pytest
from django.conf import settings

from cooperation.domain.languages import CODES
from cooperation.models import Page, SiteSettings
from cooperation.views.well_known import security_expiry
from tests.support.pages import KINDS, body_of, list_address, text_of

SITE = settings.SITE_URL


def moment(*day):
    return datetime.datetime(*day, tzinfo=datetime.UTC)


def test_security_names_the_contact(client, db):
    assert client.get("/.well-known/security.txt").status_code == 404
    SiteSettings.objects.create(name_en="Register", contact_email="desk@example.org")
    response = client.get("/.well-known/security.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in body_of(response).splitlines())
    expires = fields.pop("Expires")
    assert fields == {
        "Contact": "mailto:desk@example.org",
        "Preferred-Languages": ", ".join(CODES),
        "Canonical": f"{SITE}/.well-known/security.txt",
    }
    assert datetime.datetime.fromisoformat(expires) > datetime.datetime.now(datetime.UTC)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (moment(2026, 1, 1), moment(2027, 1, 1)),
        (moment(2026, 6, 30, 23, 59), moment(2027, 1, 1)),
        (moment(2026, 7, 1), moment(2027, 7, 1)),
        (moment(2026, 12, 31), moment(2027, 7, 1)),
    ],
)
def test_security_holds_for_half_a_year_at_least_and_a_year_at_most(now, expected):
    assert security_expiry(now) == expected
    assert datetime.timedelta(days=180) < expected - now < datetime.timedelta(days=367)


def test_llms_leads_to_what_answers(client, db):
    SiteSettings.objects.create(
        name_en="Register", owner_en="Institute", tagline_en="What it is.", terms_en="Quotes apart."
    )
    Page.objects.create(slug="about", title_en="About")
    response = client.get("/llms.txt", headers={"Accept-Language": "ru"})
    text = body_of(response)
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert text.startswith("# Register\n\n> What it is.\n\nA public register")
    assert ", kept by Institute. " in text
    assert "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). Quotes apart." in text
    paths = [each.removeprefix(SITE) for each in re.findall(r"\]\(([^)]+)\)", text)]
    assert set(map(list_address, KINDS)) | {
        "/feeds/all.atom",
        "/events.ics",
        "/pages/about/",
    } <= set(paths)
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


@pytest.mark.parametrize(("prefix", "code"), [("", "en"), ("/ru", "ru"), ("/uz", "uz")])
def test_manifest_speaks_the_language_of_its_address(client, db, prefix, code):
    SiteSettings.objects.create(name_en="Register", name_ru="Реестр", name_uz="Reyestr")
    response = client.get(f"{prefix}/site.webmanifest")
    found = response.json()
    assert response.headers["Content-Type"] == "application/manifest+json"
    assert found["name"] == {"en": "Register", "ru": "Реестр", "uz": "Reyestr"}[code]
    assert (found["lang"], found["start_url"]) == (code, f"{prefix}/")
    assert f'<link rel="manifest" href="{prefix}/site.webmanifest">' in body_of(
        client.get(f"{prefix}/")
    )


def licence_in(response):
    found = re.search(r"<p>(Texts and data: .*?)</p>", body_of(response))
    return text_of(found[1]) if found else None


def test_licence_stands_at_the_foot_of_each_page(client, db):
    address = "https://creativecommons.org/licenses/by/4.0/"
    for path in ("/", "/agreements/", "/nothing/", "/search/"):
        response = client.get(path)
        assert licence_in(response) == "Texts and data: CC BY 4.0"
        assert f'<a href="{address}" rel="license">' in body_of(response)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"licence": "CC0-1.0"}, "Texts and data: CC0 1.0 (no rights reserved)"),
        (
            {"licence": "permission", "terms_en": "Ask us."},
            "Texts and data: By permission . Ask us.",
        ),
        ({"licence": ""}, None),
    ],
)
def test_licence_is_the_administrators(client, db, chosen, expected):
    SiteSettings.objects.create(name_en="Register", **chosen)
    found = licence_in(client.get("/"))
    assert (found and found.replace(" .", ".")) == (expected and expected.replace(" .", "."))
