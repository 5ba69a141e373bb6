"""What readers and programs are told of the source of an article."""

import csv
import json
import re

import pytest
import time_machine
from django.conf import settings

from cooperation.changes.consequences import history
from cooperation.changes.publish import publish
from cooperation.models import Record
from cooperation.sourcing.passages import store_all
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    EvidenceFactory,
    PersonFactory,
    RelationFactory,
)
from tests.support.pages import body_of, text_of

SUMMARY = {
    "source_kind": "summary",
    "source_author_en": "A. Author",
    "source_language": "de",
    "source_not_public_en": "The editors hold a copy.",
}
TRANSLATION = {
    "source_kind": "translation",
    "source_title": "Bericht & mehr",
    "source_author_en": "A. Author",
    "source_outlet": "Zeitung",
    "source_language": "de",
    "source_url": "https://example.org/bericht",
    "source_archived_url": "https://web.archive.org/bericht",
    "source_licence": "CC-BY-SA-4.0",
}
LINE = "our summary of an untitled text by A. Author, not public online"
SITE = settings.SITE_URL

pytestmark = pytest.mark.django_db


def article(**source):
    """Save an article with its author, and an agreement that quotes it three times."""
    record = ArticleFactory(slug="source", title_en="The article", **source)
    RelationFactory(
        subject=record, verb="written_by", object=PersonFactory(title_en="Author Author")
    )
    agreement = AgreementFactory(slug="it", when="2022-03")
    for field, note in (("title", ""), ("type", "One note."), ("when", "Another note.")):
        EvidenceFactory(record=agreement, field=field, article=record, note=note)
    store_all()
    return record


def box_in(response):
    found = re.search(r'<div class="source">(.*?)</div>', body_of(response), re.S)
    return text_of(found[1]) if found else None


def sources_of_notes(response):
    notes = re.search(r'<aside class="notes".*?</aside>', body_of(response), re.S)[0]
    return [text_of(words) for words in re.findall(r'<a href="/articles/[^>]*>(.*?)</a>', notes)]


@pytest.mark.parametrize(
    ("source", "box", "in_full", "in_short"),
    [
        ({}, None, "in the article", "in the article"),
        ({"source_author_en": "A. Author"}, None, "in the article", "in the article"),
        (
            SUMMARY,
            f"Our{LINE[3:]}. The editors hold a copy. Language of the source: German",
            f"in {LINE}",
            "in our summary",
        ),
        (
            TRANSLATION,
            "Our translation of “Bericht & mehr” by A. Author, Zeitung. "
            "Language of the source: German The source Archived copy "
            "Licence of the source: CC BY-SA 4.0",
            "in our translation of “Bericht & mehr” by A. Author, Zeitung",
            "in our translation",
        ),
        ({"source_kind": "text"}, "The text itself.", "in the text itself", "in the text itself"),
    ],
)
def test_box_and_each_note_say_what_is_quoted(client, source, box, in_full, in_short):
    record = article(**source)
    assert box_in(client.get(record.get_absolute_url())) == box
    assert sources_of_notes(client.get("/agreements/it/")) == [
        f"{in_full} The article",
        in_short,
        in_short,
    ]


def test_source_of_each_article_is_said_in_full(client):
    article(**SUMMARY)
    agreement = Record.objects.get(slug="it")
    other = ArticleFactory(title_en="Other", source_kind="text", source_outlet="Paper")
    EvidenceFactory(record=agreement, field="state", article=other)
    store_all()
    told = [f"in {LINE} The article", "in the text itself, Paper Other"]
    found = sources_of_notes(client.get("/agreements/it/"))
    assert [words for words in told if words in found] == told


def test_list_and_feeds_carry_the_source(client):
    article(**SUMMARY)
    ArticleFactory(title_en="Not stated")
    page = body_of(client.get("/articles/"))
    details = re.findall(r'<p class="row__detail">(.*?)</p>', page)
    assert details == [f"Our{LINE[3:]}"]
    for address in ("/feeds/all.atom", "/feeds/articles.rss", "/feeds/articles/source.atom"):
        assert body_of(client.get(address)).count(f"Our{LINE[3:]}") == 1


def test_api_and_tables_carry_the_source(client):
    article(**TRANSLATION)
    source = {
        "kind": {"value": "translation", "label": "our translation"},
        "text": "our translation of “Bericht & mehr” by A. Author, Zeitung",
        "author": "A. Author",
        "title": "Bericht & mehr",
        "outlet": "Zeitung",
        "language": "de",
        "url": "https://example.org/bericht",
        "archived_url": "https://web.archive.org/bericht",
        "licence": "CC BY-SA 4.0",
        "licence_url": "https://creativecommons.org/licenses/by-sa/4.0/",
        "not_public": None,
    }
    assert client.get("/api/v1/articles/source/").json()["source"] == source
    [evidence] = client.get("/api/v1/agreements/it/?expand=evidence").json()["evidence"]["title"]
    assert evidence["source"] == source
    lines = b"".join(client.get("/articles/export.csv")).decode("utf-8-sig").splitlines()
    [row] = csv.DictReader(lines)
    assert {name: row[name] for name in row if "ource" in name or name == "What this text is"} == {
        "What this text is": source["text"],
        "Author of the source": "A. Author",
        "Title of the source": "Bericht & mehr",
        "Language of the source": "de",
        "Address of the source": "https://example.org/bericht",
        "Licence of the source": "CC BY-SA 4.0",
    }


def test_article_that_says_nothing_of_its_source_has_none_in_the_api(client):
    article()
    assert client.get("/api/v1/articles/source/").json()["source"] is None


def cited(client, form):
    return body_of(client.get(f"/articles/source/cite.{form}"))


def test_summary_is_cited_with_its_source_and_without_its_author(client):
    article(**SUMMARY)
    origin = LINE.removeprefix("our ")
    styles = re.findall(r'id="cite-\d">(.*?)</p>', body_of(client.get("/articles/source/")))
    assert [style.partition("Cooperation Register")[0].strip() for style in styles] == [
        f"The article [S{origin[1:]}]. (n.d.).",
        f"“The article.” S{origin[1:]}.",
        f"The article : {origin} [Электронный ресурс] //",
    ]
    assert f"note         = {{S{origin[1:]}. Last modified" in cited(client, "bib")
    assert "author  " not in cited(client, "bib")
    assert "RI  - A. Author\r\n" in cited(client, "ris")
    [item] = json.loads(cited(client, "json"))
    assert ("author" in item, item["reviewed-author"]) == (False, [{"literal": "A. Author"}])


def test_translation_is_cited_with_its_author_and_its_original(client):
    article(**TRANSLATION)
    assert "author       = {Author, Author}" in cited(client, "bib")
    assert "OP  - A. Author, Bericht & mehr, Zeitung\r\n" in cited(client, "ris")
    [item] = json.loads(cited(client, "json"))
    assert {name: item[name] for name in item if name.startswith("original")} == {
        "original-author": [{"literal": "A. Author"}],
        "original-title": "Bericht & mehr",
        "original-publisher": "Zeitung",
    }


def test_text_itself_is_cited_as_its_authors_even_with_a_credit(client):
    article(source_kind="text", source_outlet="Zeitung", credit_en="With thanks")
    assert "author       = {Author, Author}" in cited(client, "bib")
    assert "note         = {First published in Zeitung. Last modified" in cited(client, "bib")
    [item] = json.loads(cited(client, "json"))
    assert (item["original-publisher"], "reviewed-title" in item) == ("Zeitung", False)


def data_of(client):
    [text] = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>',
        body_of(client.get("/articles/source/")),
        re.S,
    )
    return json.loads(text)["@graph"][0]["mainEntity"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({}, {"license": "https://creativecommons.org/licenses/by/4.0/"}),
        (
            SUMMARY,
            {
                "license": "https://creativecommons.org/licenses/by/4.0/",
                "isBasedOn": {
                    "@type": "CreativeWork",
                    "author": {"name": "A. Author"},
                    "inLanguage": "de",
                },
            },
        ),
        (
            TRANSLATION,
            {
                "license": "https://creativecommons.org/licenses/by-sa/4.0/",
                "translationOfWork": {
                    "@type": "CreativeWork",
                    "name": "Bericht & mehr",
                    "author": {"name": "A. Author"},
                    "publisher": {"name": "Zeitung"},
                    "inLanguage": "de",
                    "url": "https://example.org/bericht",
                    "archivedAt": "https://web.archive.org/bericht",
                    "license": "https://creativecommons.org/licenses/by-sa/4.0/",
                },
            },
        ),
        (
            {"source_kind": "text", "source_url": "https://example.org/text"},
            {"sameAs": ["https://example.org/text"]},
        ),
    ],
)
def test_structured_data_lead_to_the_source(client, source, expected):
    article(**source)
    names = ("license", "isBasedOn", "translationOfWork", "sameAs")
    assert {name: value for name, value in data_of(client).items() if name in names} == expected


def test_licence_of_the_site_is_not_claimed_for_the_text_of_somebody_else(client):
    article(source_kind="text")
    assert "license" not in data_of(client)
    assert 'name="DC.rights"' not in body_of(client.get("/articles/source/"))


def test_linked_data_lead_to_the_source(client):
    article(**TRANSLATION)
    turtle = body_of(client.get("/articles/source.ttl"))
    node = f"<{SITE}/articles/source/#source>"
    assert f"schema:translationOfWork {node}" in turtle
    described = turtle.partition(f"\n{node} a schema:CreativeWork ;\n")[2].partition(" .\n")[0]
    assert [line.strip(" ;") for line in described.splitlines()] == [
        'rdfs:label "our translation of “Bericht & mehr” by A. Author, Zeitung"@en,',
        '"наш перевод текста «Bericht & mehr», автор: A. Author, Zeitung"@ru,',
        '"“Bericht & mehr” matni tarjimamiz, muallif: A. Author, Zeitung"@uz',
        "schema:archivedAt <https://web.archive.org/bericht>",
        'schema:author "A. Author"@en',
        'schema:inLanguage "de"',
        "schema:license <https://creativecommons.org/licenses/by-sa/4.0/>",
        'schema:name "Bericht & mehr"@de',
        'schema:publisher "Zeitung"@de',
        "schema:url <https://example.org/bericht>",
    ]


def test_page_as_of_a_day_says_what_was_said_of_the_source_then(client, editor):
    with time_machine.travel("2024-02-02T12:00:00+05:00", tick=False):
        record = ArticleFactory(slug="source", **SUMMARY).record
        history.add_first_revision(record)
    with time_machine.travel("2024-05-05T12:00:00+05:00", tick=False):
        Record.objects.filter(pk=record.pk).update(title_en="Later")
        record.article.__class__.objects.filter(pk=record.pk).update(source_kind="translation")
        record.refresh_from_db()
        publish(record, by=editor)
    past = client.get("/articles/source/?as-of=2024-03-03")
    assert box_in(past).startswith("Our summary of an untitled text")
    assert box_in(client.get("/articles/source/")).startswith("Our translation of an untitled")
