"""The words that notes quote, in the language of the reader where their article has them."""

from typing import NamedTuple

from django.utils.text import Truncator

from cooperation.domain import languages
from cooperation.models import Article, Passage

MOST_BYTES = 5_200
"""Bytes of all words that the notes of a page quote; see the limit of a page."""

WORDS_SHOWN = 12
"""Words shown of a quote for which there is no room."""


class Quote(NamedTuple):
    """The words of a note. ``passage`` is the sentence that was quoted, None if it is not known."""

    words: str
    article: Article
    passage: Passage | None
    original: str = ""
    """The words as quoted, if ``words`` are those of the translation."""
    is_original_shown: bool = True
    """Whether there is room for the original; a link leads to it otherwise."""

    @property
    def language(self):
        """The code of the language of ``words``; empty if it is not known."""
        if self.original:
            return languages.current()
        return self.passage.language if self.passage else ""

    @property
    def foreign_language(self):
        """The code of the language of ``words``, if it is not the reader’s."""
        return self.language if self.language != languages.current() else ""

    @property
    def quoted_language(self):
        """The Language in which the words were quoted; None if it is not known."""
        return self.passage and languages.BY_CODE[self.passage.language]

    @property
    def original_address(self):
        """The address of the quoted sentence in its own language."""
        address = self.article.get_absolute_url()
        return f"{languages.localized_address(address, self.passage.language)}{self.passage.link}"


def quote_of(evidence, passage, translations, words=""):
    """Return the Quote of evidence with a quote, or of the ``words`` of a premise.

    ``translations`` are those of ``sourcing.translations.translated_quotes``.
    """
    words = words or evidence.quote
    translation = translations.get((words, passage.pk), "") if passage else ""
    if not translation:
        return Quote(words, evidence.article, passage)
    return Quote(translation, evidence.article, passage, original=words)


def fit_quotes(quotes):
    """Return Quotes shortened to MOST_BYTES: first the reader’s words, then the originals."""
    room, fitted = MOST_BYTES, []
    for quote in quotes:
        words = quote.words
        if _size(words) > room:
            words = Truncator(words).words(WORDS_SHOWN, truncate=" …")
        room -= _size(words)
        fitted.append(quote._replace(words=words))
    for place, quote in enumerate(fitted):
        is_shown = _size(quote.original) <= max(room, 0)
        room -= _size(quote.original) if is_shown else 0
        fitted[place] = quote._replace(is_original_shown=is_shown)
    return fitted


def _size(text):
    return len(text.encode())
