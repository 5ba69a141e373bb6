"""What programs that keep references take from a page, by the rules of Zotero’s connector.

Its translator “Embedded Metadata” reads the tags of Highwire Press first, then Dublin Core and
Open Graph. It takes a page for a web page if Open Graph says “website”; else for a report if an
institution is named; else for an article of some journal. Without an author it looks for an
element of the class “byline” or “vcard” and takes apart whatever stands there.
"""

import re
from html import unescape

import pytest
from django.conf import settings

from cooperation.models import SiteSettings
from tests.support.factories import (
    FACTORIES,
    AgreementFactory,
    ArticleFactory,
    PersonFactory,
    RelationFactory,
)
from tests.support.pages import KINDS, body_of

SITE = settings.SITE_URL


def tags(response):
    """Return [(name, content)] of every meta element, in order."""
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', body_of(response))
    return [(name, unescape(content)) for name, content in found]


def taken(response):
    """Return what Zotero’s translator takes, by its rules."""
    named = dict(reversed(tags(response)))
    if named.get("og:type") == "website":
        kind = "webpage"
    else:
        has_institution = "citation_technical_report_institution" in named
        kind = "report" if has_institution else "journalArticle"
    creators = []
    for name, content in tags(response):
        if name == "citation_author":
            people = re.split(r"\s*;\s*", content)
            if len(people) == 1:
                parts = re.split(r"\s*,\s*", content)
                people = (
                    parts if len(parts) > 1 and all(" " in part for part in parts[:2]) else people
                )
            creators += filter(None, people)
    guessed = re.findall(r'class="(?:[^"]* )?(byline|vcard)[ "]', body_of(response))
    return {
        "type": kind,
        "title": named.get("citation_title"),
        "creators": creators or guessed,
        "date": named.get("citation_publication_date"),
        "institution": named.get("citation_technical_report_institution"),
        "language": named.get("citation_language"),
        "url": named.get("citation_public_url"),
        "rights": named.get("DC.rights"),
        "abstract": named.get("description"),
    }


def article(*authors, **values):
    record = ArticleFactory(title_en="Fight & “win”", slug="fight", summary_en="S.", **values)
    for name in authors:
        RelationFactory(subject=record, verb="written_by", object=PersonFactory(title_en=name))
    return record


def test_article_is_taken_with_author_date_and_institution(client, db):
    SiteSettings.objects.create(name_en="Register", owner_en="Institute")
    record = article("Timur Akhmedov", when="2024-05-14")
    assert taken(client.get(record.get_absolute_url())) == {
        "type": "report",
        "title": "Fight & “win”",
        "creators": ["Akhmedov, Timur"],
        "date": "2024/05/14",
        "institution": "Institute",
        "language": "en",
        "url": f"{SITE}/articles/fight/",
        "rights": "https://creativecommons.org/licenses/by/4.0/",
        "abstract": "S.",
    }


def test_agreement_is_taken_with_the_day_of_its_last_change(client, db):
    record = AgreementFactory(
        title_en="Pact", slug="pact", updated_at="2026-03-04T20:00Z", when="2022"
    )
    found = taken(client.get(record.get_absolute_url()))
    assert (found["type"], found["title"], found["creators"]) == ("report", "Pact", [])
    assert (found["date"], found["institution"]) == ("2026/03/05", "Cooperation Register")


@pytest.mark.parametrize(
    ("when", "expected"),
    [("2024", "2024"), ("2024-05", "2024/05"), ("2024~", None), ("2024/2025", None), ("", None)],
)
def test_date_is_as_precise_as_it_is_known(client, db, when, expected):
    assert taken(client.get(article(when=when).get_absolute_url()))["date"] == expected


def test_article_retold_has_no_author_not_even_a_guessed_one(client, db):
    record = article("Timur Akhmedov", credit_en="After an article by Timur Akhmedov")
    assert taken(client.get(record.get_absolute_url()))["creators"] == []


def test_no_name_is_taken_for_two(client, db):
    names = ("Jan Willem van der Berg", "Akhmedov Timur Rustamovich", "UNOCT")
    found = taken(client.get(article(*names).get_absolute_url()))["creators"]
    assert sorted(found) == ["Akhmedov, Timur Rustamovich", "UNOCT", "van der Berg, Jan Willem"]


def test_dublin_core_says_the_same(client, db):
    record = article("Timur Akhmedov", when="2024-05")
    found = [(n, c) for n, c in tags(client.get(record.get_absolute_url())) if n.startswith("DC.")]
    assert found == [
        ("DC.title", "Fight & “win”"),
        ("DC.creator", "Akhmedov, Timur"),
        ("DC.publisher", "Cooperation Register"),
        ("DC.date", "2024-05"),
        ("DC.language", "en"),
        ("DC.identifier", f"{SITE}/articles/fight/"),
        ("DC.rights", "https://creativecommons.org/licenses/by/4.0/"),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_page_of_each_kind_can_be_taken(client, db, kind):
    record = FACTORIES[kind](title_en="A", title_ru="А")
    found = taken(client.get(f"/ru{record.get_absolute_url()}"))
    assert (found["title"], found["language"], found["type"]) == ("А", "ru", "report")


def test_draft_and_other_pages_have_no_tags(admin_client, db):
    draft = AgreementFactory(status="draft")
    for address in (draft.get_absolute_url(), "/", "/agreements/"):
        names = {name for name, _content in tags(admin_client.get(address))}
        assert not [name for name in names if name.startswith(("citation_", "DC."))]
