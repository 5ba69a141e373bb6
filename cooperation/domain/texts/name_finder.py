"""Names in running text: how they are compared, and where the longest of them stand."""

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
    """A name in a text: from ``start`` up to ``end``, and the keys of all that bear it."""

    start: int
    end: int
    keys: frozenset


def comparable(text):
    """Return a text for comparing, of the same length: case, apostrophes, dashes, quotes, ё."""
    return text.translate(_FOLDED).lower()


def name_tokens(text):
    """Return (start, end, folded) of each word and sign of a text; quotation marks are left out."""
    return [(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(comparable(text))]


def is_abbreviation(name):
    """Whether a name is all in capitals: “US” is not found in “us”, nor “WHO” in “who”."""
    return name.isupper()


class NameFinder:
    """Finds names in texts.

    ``pairs`` are (name, key); names without a letter and of one character are left out. Two keys
    of the same name make it ambiguous: what is found then has both.
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
        """Return each Found in the text, in order, the longest name at each place.

        A name is a run of whole words. None touches the spans in ``taken``, and none stands within
        a quotation; a name that fills its quotation marks is found together with them.
        ``quotations`` are spans too, by default those of the text itself; ``signs`` are its tokens
        if they are known.
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
    """Return a Found for what reads like a name; None if it cannot be one here."""
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
    """Whether a hyphen joins the words to others: “terrorism” in “counter-terrorism”."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (before[-1:] in _HYPHENS and before[:1].isalnum() and len(before) == 2) or (
        after[:1] in _HYPHENS and after[1:].isalnum()
    )
