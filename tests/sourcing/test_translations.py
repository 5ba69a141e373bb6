"""Quotes are found in the other languages of their article, sentence by sentence."""

import pytest

from cooperation.sourcing.passages import Places, store
from cooperation.sourcing.translations import translated_quotes
from tests.support.databases import counted
from tests.support.factories import ArticleFactory

ENGLISH = "<p>They met in May. They signed it. They parted.</p><p>The end.</p>"
RUSSIAN = "<p>Они встретились в мае. Они подписали. Они разошлись.</p><p>Конец.</p>"


def translations(quotes, code, **bodies):
    """Return {quote: its words in a language, or None}, and the number of queries."""
    article = ArticleFactory(**{"body_en": ENGLISH, "body_ru": RUSSIAN, **bodies})
    store(article)
    places = Places(article.passages.in_order())
    pairs = [(quote, places.of(quote)) for quote in quotes]
    found, number = counted(lambda: translated_quotes(pairs, code))
    return {quote: found.get((quote, passage.pk)) for quote, passage in pairs}, number


@pytest.mark.parametrize(
    ("quote", "code", "words"),
    [
        ("They signed it.", "ru", "Они подписали."),
        ("signed", "ru", "Они подписали."),
        ("They met in May. They signed it.", "ru", "Они встретились в мае. Они подписали."),
        (
            "in May. They signed it. They",
            "ru",
            "Они встретились в мае. Они подписали. Они разошлись.",
        ),
        ("The end.", "ru", "Конец."),
        ("Они разошлись.", "en", "They parted."),
        ("They signed it.", "uz", None),
        ("They signed it.", "en", None),
    ],
)
def test_quote_in_the_language_of_the_reader(db, quote, code, words):
    found, _number = translations([quote], code)
    assert found == {quote: words}


def test_paragraph_of_another_length_has_no_counterpart(db):
    body = "<p>Они встретились в мае и подписали. Они разошлись.</p><p>Конец.</p>"
    quotes = ["They signed it.", "The end."]
    found, _number = translations(quotes, "ru", body_ru=body)
    assert found == {"They signed it.": None, "The end.": "Конец."}


@pytest.mark.parametrize(
    ("quotes", "code", "number"),
    [
        (["They signed it."], "en", 0),
        (["They signed it."], "ru", 1),
        (["They signed it.", "They parted.", "The end."], "ru", 1),
        (["They met in May. They signed it.", "They signed it. They parted."], "ru", 2),
    ],
)
def test_queries_do_not_depend_on_the_number_of_quotes(db, quotes, code, number):
    assert translations(quotes, code)[1] == number
