"""The name of the site in the language of the reader, wherever it is shown."""

import json
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.utils.translation import override

from cooperation.domain import languages
from cooperation.models import SiteSettings
from tests.support.factories import AgreementFactory
from tests.support.pages import body_of

NAMES = {"en": "Register of ours", "ru": "Наш реестр", "uz": "Bizning reyestr"}
OWNERS = {"en": "Institute", "ru": "Институт", "uz": "Institut"}
DEFAULTS = {"en": "Cooperation Register", "ru": "Реестр сотрудничества", "uz": "Hamkorlik reyestri"}
migration = import_module("cooperation.migrations.0019_names")


@pytest.fixture
def named(db):
    texts = {"name": NAMES, "owner": OWNERS}
    return SiteSettings.objects.create(
        **{f"{field}_{code}": text for field, of in texts.items() for code, text in of.items()}
    )


@pytest.mark.parametrize("code", languages.CODES)
def test_everything_names_the_site_in_the_language_of_its_address(client, named, code):
    record = AgreementFactory()
    path = record.get_absolute_url()
    addresses = ["/", "/agreements/", path, "/search/", "/nothing/"]
    addresses += [f"{path}cite.bib", "/feeds/agreements.atom", "/feeds/agreements.rss"]
    addresses += ["/events.ics", "/agreements/export.json"]
    addresses = [languages.localized_address(address, code) for address in addresses]
    others = [NAMES[other] for other in NAMES if other != code]
    found = {address: b"".join(client.get(address)).decode() for address in addresses}
    assert [address for address, body in found.items() if NAMES[code] not in body] == []
    assert [
        address for address, body in found.items() if any(other in body for other in others)
    ] == []


@pytest.mark.parametrize("code", languages.CODES)
def test_page_of_a_record_names_site_and_owner_in_its_parts(client, named, code):
    record = AgreementFactory()
    body = body_of(client.get(languages.localized_address(record.get_absolute_url(), code)))
    assert f" – {NAMES[code]}</title>" in body
    assert f'<meta property="og:site_name" content="{NAMES[code]}">' in body
    assert f'"name":"{NAMES[code]}"' in body
    assert f"{NAMES[code]}<small>{OWNERS[code]}</small>" in body
    assert f'<p class="foot__name">{NAMES[code]}</p>' in body


def test_files_without_a_language_name_it_in_english(client, named):
    assert body_of(client.get("/llms.txt")).startswith(f"# {NAMES['en']}\n")


@pytest.mark.parametrize("code", languages.CODES)
def test_site_without_settings_has_a_name_in_each_language(client, db, code):
    body = body_of(client.get(languages.localized_address("/", code)))
    assert f'<p class="foot__name">{DEFAULTS[code]}</p>' in body


def test_name_that_nobody_translated_is_that_of_the_original(client, db):
    SiteSettings.objects.create(name_en="Register of ours")
    assert '<p class="foot__name">Register of ours</p>' in body_of(client.get("/ru/"))
    assert SiteSettings.objects.values("name_ru", "name_uz").get() == {
        "name_ru": None,
        "name_uz": None,
    }


def test_form_offers_the_name_in_each_language(admin_client):
    form = admin_client.get("/admin/cooperation/sitesettings/add/").context["adminform"].form
    assert {code: form[f"name_{code}"].value() for code in languages.CODES} == DEFAULTS


def test_first_content_names_the_site_in_each_language(content):
    found = {}
    for code in languages.CODES:
        with override(code):
            found[f"name_{code}"] = SiteSettings.current().name
    path = settings.BASE_DIR / "fixtures/96_site_settings.json"
    (row,) = json.loads(path.read_text(encoding="utf-8"))
    assert found == {name: row["fields"][name] for name in found}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (dict.fromkeys(DEFAULTS, DEFAULTS["en"]), DEFAULTS),
        (
            {"en": "Ours", "ru": DEFAULTS["en"], "uz": "Bizniki"},
            {"en": "Ours", "ru": None, "uz": "Bizniki"},
        ),
        (NAMES, NAMES),
    ],
)
def test_migration_translates_the_default_and_nothing_else(db, before, after):
    SiteSettings.objects.create(**{f"name_{code}": name for code, name in before.items()})
    migration.translate_names(apps, None)
    assert SiteSettings.objects.values(*(f"name_{code}" for code in after)).get() == {
        f"name_{code}": name for code, name in after.items()
    }
