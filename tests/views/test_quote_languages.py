"""Notes quote in the language of the reader, with the original folded below."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.sourcing.passages import store_all
from tests.support.factories import AgreementFactory, ArticleFactory, EvidenceFactory
from tests.support.pages import body_of
from tests.support.rows import make_register

ENGLISH, RUSSIAN, UZBEK = "They signed it.", "Они подписали.", "Ular imzoladi."
BODIES = {"body_en": f"<p>{ENGLISH}</p>", "body_ru": f"<p>{RUSSIAN}</p>"}

pytestmark = pytest.mark.django_db


def words_of_notes(client, prefix, quote=ENGLISH, status="published", **bodies):
    """Return the quoted words, as HTML, of the only note of an agreement."""
    article = ArticleFactory(slug="source", status=status, **(bodies or BODIES))
    EvidenceFactory(record=AgreementFactory(slug="it"), field="title", article=article, quote=quote)
    store_all()
    return quoted(client.get(f"{prefix}/agreements/it/"))


def quoted(response):
    notes = re.search(r'<aside class="notes".*?</aside>', body_of(response), re.S)[0]
    return re.findall(r"<q.*?</q>(?:<details.*?</details>|<span>.*?</span>|<a .*?</a>)?", notes)


def folded(language, words, summary="Original"):
    quote = f'<q lang="{language}">{words}</q>'
    return f'<details class="original"><summary>{summary} .*</summary>{quote}</details>'


@pytest.mark.parametrize(
    ("prefix", "quote", "pattern"),
    [
        ("/ru", ENGLISH, f"<q>{RUSSIAN}</q>" + folded("en", ENGLISH, "(Original|Оригинал)")),
        ("/ru", "signed", f"<q>{RUSSIAN}</q>" + folded("en", "signed", "(Original|Оригинал)")),
        ("", RUSSIAN, f"<q>{ENGLISH}</q>" + folded("ru", RUSSIAN)),
        ("/ru", RUSSIAN, f"<q>{RUSSIAN}</q>"),
        ("", ENGLISH, f"<q>{ENGLISH}</q>"),
        ("/uz", ENGLISH, f'<q lang="en">{ENGLISH}</q><span>ingliz tilida</span>'),
        ("/uz", RUSSIAN, f'<q lang="ru">{RUSSIAN}</q><span>rus tilida</span>'),
    ],
)
def test_quote_is_in_the_language_of_the_reader_if_it_exists(client, prefix, quote, pattern):
    [words] = words_of_notes(client, prefix, quote)
    assert re.fullmatch(pattern, words)


def test_quote_of_an_article_that_is_not_public_is_in_no_language(client):
    assert words_of_notes(client, "/ru", status="draft") == []


def test_premise_is_in_the_language_of_the_reader(client):
    article = ArticleFactory(body_uz=f"<p>{UZBEK}</p>", **BODIES)
    own = {"record": AgreementFactory(slug="it"), "article": article, "quote": ENGLISH}
    inference = EvidenceFactory(
        **own | {"article": None, "quote": ""}, basis="inferred", note="So."
    )
    premise = EvidenceFactory(**own, field="title")
    inference.premises.create(evidence=premise, words=ENGLISH)
    store_all()
    notes = quoted(client.get("/uz/agreements/it/"))
    assert [note.partition("<details")[0] for note in notes] == [
        f"<q>{UZBEK}</q>",
        f'<q class="premise">{UZBEK}</q>',
    ]


def test_original_without_room_is_linked(client):
    long = "They signed it, " * 500 + "all of it."
    [words] = words_of_notes(
        client, "/ru", long, body_en=f"<p>{long}</p>", body_ru=f"<p>{RUSSIAN}</p>"
    )
    link = r'<a href="/articles/source/#s-\w+">на английском</a>'
    assert re.fullmatch(f"<q>{RUSSIAN}</q>{link}", words)


@pytest.mark.parametrize("prefix", ["/ru", "/uz"])
def test_quotes_of_other_languages_take_one_query_however_many(client, prefix):
    counted = []
    make_register(40)
    for address in ("/agreements/star/", "/events/star/", f"{prefix}/agreements/star/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counted.append(len(queries))
    assert counted[2] - counted[0] == 1
