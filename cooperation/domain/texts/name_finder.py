"""Finds names in running text, the longest at each place."""

import re
from typing import NamedTuple

from cooperation.domain.texts.quotations import include_quotes, quotation_spans
from cooperation.domain.texts.spans import Spans
from cooperation.domain.texts.text import APOSTROPHES

_DASHES = "‐‑‒–—―−"
_QUOTES = '«»„“”"'
_FOLDED = str.maketrans(
    dict.fromkeys(APOSTROPHES, "'")
    | dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_QUOTES, '"')
    # the only capital whose small letter would be two characters
    | {"ё": "е", "Ё": "е", "İ": "i"}
)
_LETTER = r"[\w\u0300-\u036f]"
_TOKEN = re.compile(
    rf"'s(?!{_LETTER})"  # Council’s: the name, and a sign of its own
    rf"|{_LETTER}+(?:'(?!s(?!{_LETTER})){_LETTER}+)*(?:(?<=[og])')?"  # sanʼat; togʻ ends in gʻ
    r"""|[^\w\s"']"""  # other signs count, quotation marks do not
)
_HYPHENS = "-‐‑"


class NameMatch(NamedTuple):
    """A name at ``start``..``end`` of a text, with the keys of all records of that name."""

    start: int
    end: int
    keys: frozenset


def comparable(text):
    """Return a text of the same length with case, apostrophes, dashes, quotes and ё unified."""
    return text.translate(_FOLDED).lower()


def name_tokens(text):
    """Return (start, end, comparable text) of each word and sign except quotation marks."""
    return [(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(comparable(text))]


def is_abbreviation(name):
    """Whether a name is all in capitals; “US” does not match “us”."""
    return name.isupper()


class NameFinder:
    """Finds names in texts.

    ``pairs`` are (name, key); names of one character or without letters are skipped. Several keys
    may have the same name: a match then has all of them.
    """

    def __init__(self, pairs):
        self._keys = {}
        lengths = {}
        for name, key in pairs:
            words = _TOKEN.findall(comparable(name))
            if len(name) > 1 and any(map(str.isalpha, name)) and words:
                bearers = self._keys.setdefault(" ".join(words), [])
                bearers.append((key, is_abbreviation(name)))
                lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {word: sorted(each, reverse=True) for word, each in lengths.items()}

    def __contains__(self, name):
        return " ".join(_TOKEN.findall(comparable(name))) in self._keys

    def find(self, text, taken=(), quotations=None, signs=None):
        """Return the NameMatches in order.

        Names are whole words, do not overlap the spans ``taken`` and are not part of a quotation;
        a name that fills a quotation is found with its marks. ``quotations`` are spans, by default
        those of the text; ``signs`` are its ``name_tokens`` if already known.
        """
        signs = name_tokens(text) if signs is None else signs
        words = [word for _start, _end, word in signs]
        quotations = Spans(quotation_spans(text) if quotations is None else quotations)
        taken = Spans(taken)
        found, place = [], 0
        while place < len(words):
            step = 1
            for length in self._lengths.get(words[place], ()):
                keys = self._keys.get(" ".join(words[place : place + length]))
                if not keys or place + length > len(words):
                    continue
                span = signs[place][0], signs[place + length - 1][1]
                if hit := _accepted(text, span, keys, taken, quotations):
                    found.append(hit)
                    step = length
                    break
            place += step
        return found


def _accepted(text, span, keys, taken, quotations):
    """Return the NameMatch of a possible name; None if it is not a name in this place."""
    start, end = span
    if _is_hyphenated(text, start, end):
        return None
    if not is_abbreviation(text[start:end]):
        keys = [(key, capitals) for key, capitals in keys if not capitals]
    span = include_quotes(span, quotations.touching(*span))
    if not keys or span is None or taken.touches(*span):
        return None
    return NameMatch(*span, frozenset(key for key, _capitals in keys))


def _is_hyphenated(text, start, end):
    """Whether the words are part of a hyphenated word: “terrorism” in “counter-terrorism”."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (before[-1:] in _HYPHENS and before[:1].isalnum() and len(before) == 2) or (
        after[:1] in _HYPHENS and after[1:].isalnum()
    )
