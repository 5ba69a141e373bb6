"""The same site in three languages: addresses, links between them, and what is not translated."""

import re

import pytest
from django.utils.translation import override

from cooperation.domain import languages
from cooperation.models import Record
from cooperation.sourcing.passages import store
from tests.support.factories import AgreementFactory, ArticleFactory, EvidenceFactory
from tests.support.pages import body_of, canonical_in

ORIGINAL, TRANSLATION = "They signed it in March 2022.", "Они подписали его в марте 2022 года."


def test_address_in_each_language():
    cases = ["/", "/events/?page=2", "https://register.example/events/", "/russia/"]
    assert {
        case: [languages.localized_address(case, code) for code in ("en", "ru", "uz")]
        for case in cases
    } == {
        "/": ["/", "/ru/", "/uz/"],
        "/events/?page=2": ["/events/?page=2", "/ru/events/?page=2", "/uz/events/?page=2"],
        "https://register.example/events/": [
            "https://register.example/events/",
            "https://register.example/ru/events/",
            "https://register.example/uz/events/",
        ],
        "/russia/": ["/russia/", "/ru/russia/", "/uz/russia/"],
    }


@pytest.mark.parametrize("address", ["//evil.example/x", "/ru//evil.example/x", "/uz///x", "///x"])
@pytest.mark.parametrize("code", languages.CODES)
def test_address_in_another_language_stays_on_this_site(client, db, address, code):
    found = languages.localized_address(address, code)
    assert found.startswith("/")
    assert not found.startswith("//")
    assert 'href="//' not in body_of(client.get(address.replace("//", "/", 1), follow=True))


@pytest.mark.parametrize("address", ["/ru/events/?q=a", "/uz/events/?q=a", "/events/?q=a", "/ru"])
def test_address_goes_from_any_language_to_any_other(address):
    for code in languages.CODES:
        once = languages.localized_address(address, code)
        assert languages.localized_address(languages.localized_address(once, "ru"), code) == once


@pytest.mark.parametrize("code", languages.CODES)
def test_page_says_its_language_whatever_the_browser_prefers(client, db, code):
    address = languages.localized_address("/agreements/", code)
    response = client.get(address, headers={"accept-language": "uz,ru;q=0.5"})
    assert f'<html lang="{code}">' in body_of(response)
    assert response.headers["Content-Language"] == code


def test_links_stay_in_the_language_of_the_page(client, db):
    record = AgreementFactory(title_ru="Меморандум")
    path = record.get_absolute_url()
    body = body_of(client.get("/ru/agreements/"))
    assert f'href="/ru{path}"' in body
    inside = re.findall(r'<a [^>]*href="(/[^"]*)"(?! hreflang)', body)
    assert [link for link in inside if not link.startswith("/ru/")] == []


def test_search_engines_learn_of_each_language(client, db, settings):
    body = body_of(client.get("/ru/events/?page=1&q=a"))
    assert canonical_in(client.get("/ru/events/?q=a")) == f"{settings.SITE_URL}/ru/events/"
    assert re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', body) == [
        *(
            (code, f"{settings.SITE_URL}{languages.localized_address('/events/', code)}")
            for code in languages.CODES
        ),
        ("x-default", f"{settings.SITE_URL}/events/"),
    ]


def test_switch_stays_on_the_page_and_keeps_the_filters(client, db):
    body = body_of(client.get("/uz/events/?q=a&sort=title"))
    switch = body.split('class="languages"')[1].split("</nav>")[0]
    assert re.findall(
        r'href="([^"]*)" hreflang="(\w+)" lang="\w+"( aria-current="true")?', switch
    ) == [
        (
            languages.localized_address("/events/?q=a&amp;sort=title", code),
            code,
            ' aria-current="true"' if code == "uz" else "",
        )
        for code in languages.CODES
    ]
    assert re.findall(r">([^<]+)</a>", switch) == list(languages.OWN_NAMES.values())


def test_titles_sort_by_translation_or_original(db):
    for title, russian in (("B", "Б"), ("C", "А"), ("D", "")):
        AgreementFactory(title_en=title, title_ru=russian)
    orders = {}
    for code in ("en", "ru"):
        with override(code):
            orders[code] = [record.title for record in Record.objects.by_title()]
    assert orders == {"en": ["B", "C", "D"], "ru": ["D", "А", "Б"]}


def test_marks_of_the_original_stand_at_the_sentences_of_the_translation(client, db):
    article = ArticleFactory(body_en=f"<p>{ORIGINAL}</p>", body_ru=f"<p>{TRANSLATION}</p>")
    record = AgreementFactory(title_ru="Меморандум")
    EvidenceFactory(record=record, article=article, quote=ORIGINAL)
    store(article)
    anchor = article.passages.get(language="en").address
    text, page = article.get_absolute_url(), record.get_absolute_url()
    assert f'<span id="{anchor}">{TRANSLATION}</span><a class="ref" href="#n1">1a</a>' in body_of(
        client.get(f"/ru{text}")
    )
    assert f'"/ru{text}#{anchor}"' in body_of(client.get(f"/ru{page}"))


def test_links_to_sentences_without_a_counterpart_lead_to_the_text(client, db):
    article = ArticleFactory(body_en=f"<p>Yes. {ORIGINAL}</p>", body_ru=f"<p>{TRANSLATION}</p>")
    store(article)
    body = body_of(client.get(f"/ru{article.get_absolute_url()}"))
    for passage in article.passages.filter(language="en"):
        assert body.count(f'id="{passage.address}"') == 1


def test_article_without_a_translation_is_read_in_the_original(client, db):
    article = ArticleFactory(body_en=f"<p>{ORIGINAL}</p>")
    store(article)
    body = body_of(client.get(f"/uz{article.get_absolute_url()}"))
    assert ORIGINAL in body
    assert '<article class="prose" lang="en">' in body


def test_page_says_that_it_is_not_translated_and_in_which_language_it_is(client, db):
    whole = AgreementFactory(title_en="Plan", title_ru="План", summary_en="", summary_ru="")
    partial = AgreementFactory(title_en="Plan", title_ru="План", summary_en="A plan.")
    untranslated = AgreementFactory(title_en="Roadmap", summary_en="")
    addresses = [record.get_absolute_url() for record in (whole, partial, untranslated)]
    notice = "переведено ещё не всё"
    pages = [body_of(client.get(f"/ru{address}")) for address in addresses]
    assert [notice in page for page in pages] == [False, True, True]
    assert '<h1 lang="en">Roadmap' in pages[2]
    assert '<p class="lead" lang="en">A plan.</p>' in pages[1]
    assert "has been translated yet" not in body_of(client.get(addresses[2]))


def test_article_says_that_its_text_is_not_translated(client, db):
    texts = {"body_en": f"<p>{ORIGINAL}</p>", "title_ru": "Статья", "summary_en": ""}
    article = ArticleFactory(**texts)
    store(article)
    assert "переведено ещё не всё" in body_of(client.get(f"/ru{article.get_absolute_url()}"))
