"""In which languages a record can be read, and what its pages and the sitemap say of it."""

import re

import pytest

from cooperation.domain import languages
from cooperation.domain.kinds import PAGE_KINDS
from cooperation.models import Record
from cooperation.sourcing.passages import store
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    ArticleFactory,
    PartnerFactory,
    RelationFactory,
)
from tests.support.pages import KINDS, body_of, canonical_in

TITLE, PROSE = {"en": "A", "ru": "А", "uz": "A"}, {"en": "Text.", "ru": "Текст.", "uz": "Matn."}


def texts(field, **values):
    return {f"{field}_{code}": value for code, value in values.items()}


def alternates_in(response):
    return re.findall(
        r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', body_of(response)
    )


def switch_in(response):
    """Return {what a link of the language switch leads to: the language it says that has}."""
    switch = body_of(response).split('class="languages"')[1].split("</nav>")[0]
    return dict(re.findall(r'href="([^"]*)" hreflang="(\w+)"', switch))


def in_sitemap(client, kind_path):
    """Return {address: languages it names} of a section of the sitemap, without the host."""
    body = body_of(client.get(f"/sitemap-{kind_path}.xml"))
    return {
        re.search(r"<loc>http://testserver(.*?)</loc>", url)[1]: re.findall(
            r'hreflang="([^"]*)"', url
        )
        for url in body.split("<url>")[1:]
    }


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (texts("title", ru="А"), ["en", "ru"]),
        (texts("title", ru="", uz="A"), ["en", "uz"]),
        ({}, ["en"]),
        ({**texts("title", ru="А"), **texts("summary", en="Text.")}, ["en"]),
        ({**texts("title", ru="А"), **texts("summary", en="Text.", ru="")}, ["en"]),
        ({**texts("title", **TITLE), **texts("summary", en="T", ru="Т")}, ["en", "ru"]),
        (texts("summary", **PROSE), ["en"]),
        ({**texts("title", **TITLE), **texts("summary", **PROSE)}, ["en", "ru", "uz"]),
    ],
)
def test_record_is_in_a_language_with_title_and_summary(db, own, expected):
    pk = AgreementFactory(**own).pk
    found = Record.objects.filter(pk=pk)
    told = [records.get().languages for records in (found.with_languages(), found)]
    assert told == [expected, expected]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (texts("title", ru="А"), ["en"]),
        ({**texts("title", ru="А"), "body_ru": "<p>Текст.</p>"}, ["en", "ru"]),
        ({"body_ru": "<p>Текст.</p>"}, ["en"]),
        (texts("title", uz="A") | {"body_en": ""}, ["en", "uz"]),
    ],
)
def test_article_is_in_a_language_with_title_and_text(db, own, expected):
    found = type(ArticleFactory(**own)).objects.all()
    told = [articles.get().languages for articles in (found.with_languages(), found)]
    assert told == [expected, expected]


@pytest.mark.parametrize("kind", KINDS)
def test_page_without_a_translation_leads_to_the_english_one(client, db, settings, kind):
    record = FACTORIES[kind](title_en="Title")
    if kind == "article":
        store(record)
    path = record.get_absolute_url()
    english = f"{settings.SITE_URL}{path}"
    for code in languages.CODES:
        response = client.get(languages.localized_address(path, code))
        assert f'<html lang="{code}">' in body_of(response)
        assert canonical_in(response) == english
        assert alternates_in(response) == [("en", english), ("x-default", english)]
        assert set(switch_in(response).values()) == {"en"}
        assert response.headers["Content-Language"] == "en"
        assert f'<meta property="og:url" content="{english}">' in body_of(response)
        assert '<meta property="og:locale" content="en_GB">' in body_of(response)
        assert '"inLanguage":"en"' in body_of(response)
        assert ('<h1 lang="en">' in body_of(response)) == (code != "en")
        assert (
            languages.localized_address(english, code) in body_of(response).split("record-foot")[1]
        )
    assert in_sitemap(client, _path_of(kind)) == {path: ["en", "x-default"]}


def _path_of(kind):
    return next(each.path for each in PAGE_KINDS if each.key == kind)


@pytest.mark.parametrize("kind", KINDS)
def test_page_with_one_translation_names_just_that(client, db, settings, kind):
    own = {"body_ru": "<p>Текст.</p>"} if kind == "article" else {}
    record = FACTORIES[kind](title_en="Title", title_ru="Название", **own)
    if kind == "article":
        store(record)
    path = record.get_absolute_url()
    addresses = {
        code: f"{settings.SITE_URL}{languages.localized_address(path, code)}" for code in TITLE
    }
    named = [*((code, addresses[code]) for code in ("en", "ru")), ("x-default", addresses["en"])]
    answers = {
        code: client.get(languages.localized_address(path, code)) for code in languages.CODES
    }
    assert {code: alternates_in(answer) for code, answer in answers.items()} == dict.fromkeys(
        TITLE, named
    )
    assert {code: canonical_in(answer) for code, answer in answers.items()} == {
        "en": addresses["en"],
        "ru": addresses["ru"],
        "uz": addresses["en"],
    }
    assert switch_in(answers["uz"]) == {path: "en", f"/ru{path}": "ru", f"/uz{path}": "en"}
    assert {code: answer.headers["Content-Language"] for code, answer in answers.items()} == {
        "en": "en",
        "ru": "ru",
        "uz": "en",
    }
    listed = ["en", "ru", "x-default"]
    assert in_sitemap(client, _path_of(kind)) == {path: listed, f"/ru{path}": listed}


def test_page_of_two_partners_is_in_the_languages_of_both(client, db, settings):
    one = PartnerFactory(slug="a", title_ru="А", title_uz="A")
    other = PartnerFactory(slug="b", title_ru="Б")
    RelationFactory(subject=one, verb="partner_of", object=other)
    path = "/partners/a/with/b/"
    listed = ["en", "ru", "x-default"]
    assert in_sitemap(client, "pairs") == {path: listed, f"/ru{path}": listed}
    answer = client.get(f"/uz{path}")
    assert [code for code, _address in alternates_in(answer)] == listed
    assert canonical_in(answer) == f"{settings.SITE_URL}{path}"
    assert canonical_in(client.get(f"/ru{path}")) == f"{settings.SITE_URL}/ru{path}"


def test_sitemap_asks_as_often_for_many_records_as_for_one(client, db, django_assert_num_queries):
    ArticleFactory()
    with django_assert_num_queries(2):
        client.get("/sitemap-articles.xml")
    ArticleFactory.create_batch(5, title_ru="Статья", body_ru="<p>Текст.</p>")
    with django_assert_num_queries(2):
        client.get("/sitemap-articles.xml")
