"""Finds names in running text, the longest at each place."""

import re
from typing import NamedTuple

from cooperation.domain.texts.folding import (
    APOSTROPHES,
    CYRILLIC,
    INVISIBLE,
    MARKS,
    is_uzbek,
    name_keys,
)
from cooperation.domain.texts.quotations import include_quotes, quotation_spans
from cooperation.domain.texts.spans import Spans

_DASHES = "‐‑‒–—―−"
_QUOTES = '«»„“”"'
_FOLDED = str.maketrans(
    dict.fromkeys(APOSTROPHES, "'")
    | dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_QUOTES, '"')
    # the only capital whose small letter would be two characters
    | {"ё": "е", "Ё": "е", "İ": "i"}
)
_WORD = rf"\w(?:[{MARKS}{INVISIBLE}]*\w)*[{MARKS}]*"
_NO_LETTER = rf"(?![{INVISIBLE}]*[\w{MARKS}])"
_TOKEN = re.compile(
    rf"'s{_NO_LETTER}"  # Council’s: the name, and a sign of its own
    rf"|{_WORD}(?:'(?!s{_NO_LETTER}){_WORD})*(?:(?<=[og])')?"  # sanʼat; togʻ ends in gʻ
    rf"""|[^\w\s"'{MARKS}{INVISIBLE}]"""  # other signs count, quotation marks do not
)
_HYPHENS = "-‐‑"


class NameToken(NamedTuple):
    """A word or sign of a text at ``start``..``end``, with its keys from ``name_keys``."""

    start: int
    end: int
    exact: str
    loose: str


class NameMatch(NamedTuple):
    """A name at ``start``..``end`` of a text, with the keys of all records of that name."""

    start: int
    end: int
    keys: frozenset


class _Bearer(NamedTuple):
    """A record with a name: ``exact`` are the exact keys of its words.

    A Cyrillic name that may be Russian is read as Uzbek only where the text is Cyrillic too.
    """

    key: object
    exact: str
    is_abbreviation: bool
    is_cyrillic: bool


def comparable(text):
    """Return a text of the same length with case, apostrophes, dashes, quotes and ё unified."""
    return text.translate(_FOLDED).lower()


def name_tokens(text, uzbek=False):
    """Return the NameTokens of a text: each word and sign except quotation marks.

    In an ``uzbek`` text Cyrillic words are Uzbek.
    """
    return [
        NameToken(match.start(), match.end(), *name_keys(match[0], uzbek))
        for match in _TOKEN.finditer(comparable(text))
    ]


def name_key(name):
    """Return what two ways to write one name have in common, in any alphabet."""
    return _exact(name_tokens(name)) or name


def is_abbreviation(name):
    """Whether a name is all in capitals; “US” does not match “us”."""
    return name.isupper()


class NameFinder:
    """Finds names in texts.

    ``pairs`` are (name, key); names of one character or without letters are skipped. Several keys
    may have the same name: a match then has all of them.
    """

    def __init__(self, pairs):
        self._bearers = {}
        lengths = {}
        for name, key in pairs:
            if len(name) < 2 or not any(map(str.isalpha, name)):
                continue
            for words, is_cyrillic in _readings(name):
                bearer = _Bearer(key, _exact(words), is_abbreviation(name), is_cyrillic)
                self._bearers.setdefault(_loose(words), []).append(bearer)
                lengths.setdefault(words[0].loose, set()).add(len(words))
        self._lengths = {word: sorted(each, reverse=True) for word, each in lengths.items()}

    def __contains__(self, name):
        return _loose(name_tokens(name)) in self._bearers

    def find(self, text, taken=(), quotations=None, signs=None):
        """Return the NameMatches in order.

        Names are whole words, do not overlap the spans ``taken`` and are not part of a quotation;
        a name that fills a quotation is found with its marks. ``quotations`` are spans, by default
        those of the text; ``signs`` are its ``name_tokens`` if already known.
        """
        return self._find(_same, text, taken, quotations, signs)

    def find_doubtful(self, text, taken=(), quotations=None, signs=None):
        """Do the same for names whose apostrophes and accents the text leaves out.

        “Ozbekiston” may be “Oʻzbekiston”, and “tor” another word than “toʻr”.
        """
        return self._find(_without_marks, text, taken, quotations, signs)

    def _find(self, is_name, text, taken, quotations, signs):
        signs = name_tokens(text) if signs is None else signs
        quotations = Spans(quotation_spans(text) if quotations is None else quotations)
        taken = Spans(taken)
        found, place = [], 0
        while place < len(signs):
            step = 1
            for length in self._lengths.get(signs[place].loose, ()):
                words = signs[place : place + length]
                bearers = self._bearers.get(_loose(words)) if len(words) == length else None
                bearers = _fitting(text, words, bearers or (), is_name)
                if bearers and (hit := _accepted(text, words, bearers, taken, quotations)):
                    found.append(hit)
                    step = length
                    break
            place += step
        return found


def _loose(words):
    return " ".join(word.loose for word in words)


def _readings(name):
    """Yield (tokens, whether only Cyrillic texts may use it so) of each reading of a name."""
    words = name_tokens(name)
    if words:
        yield words, False
    in_uzbek = name_tokens(name, uzbek=True)
    if in_uzbek != words:
        yield in_uzbek, not is_uzbek(name)


def _exact(words):
    return " ".join(word.exact for word in words)


def _same(words, exact):
    return _exact(words) == exact


def _without_marks(words, exact):
    return _exact(words) == _loose(words) != exact


def _fitting(text, words, bearers, is_name):
    """Return the bearers of a name that may be written so."""
    written = text[words[0].start : words[-1].end] if bearers else ""
    is_capital, is_cyrillic = is_abbreviation(written), bool(CYRILLIC.search(written))
    return [
        each
        for each in bearers
        if is_name(words, each.exact)
        and (is_capital or not each.is_abbreviation)
        and (is_cyrillic or not each.is_cyrillic)
    ]


def _accepted(text, words, bearers, taken, quotations):
    """Return the NameMatch of a possible name; None if it is not a name in this place."""
    start, end = words[0].start, words[-1].end
    if _is_hyphenated(text, start, end):
        return None
    span = include_quotes((start, end), quotations.touching(start, end))
    if span is None or taken.touches(*span):
        return None
    return NameMatch(*span, frozenset(each.key for each in bearers))


def _is_hyphenated(text, start, end):
    """Whether the words are part of a hyphenated word: “terrorism” in “counter-terrorism”."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (before[-1:] in _HYPHENS and before[:1].isalnum() and len(before) == 2) or (
        after[:1] in _HYPHENS and after[1:].isalnum()
    )
