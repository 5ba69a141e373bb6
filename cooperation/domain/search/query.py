"""Parses a search query into words and phrases, each with its alternative spellings."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from cooperation.domain.clues import find_clues
from cooperation.domain.dates import format_partial_date
from cooperation.domain.languages import CODES
from cooperation.domain.search.folding import (
    Token,
    folded_in_order,
    forms_by_language,
    terms,
    tokens,
)
from cooperation.domain.search.synonyms import terms_by_kind
from cooperation.domain.texts.patterns import MOST_WORDS

_STOP_WORDS = """
    a an and are as at by for from in into is of on or that the to was were with
    без в во для до за и из или к как ко на не о об от по при с со у что это
    bilan bu ham ichida uchun va yoki
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words that are ignored in a query, unless there are no others."""

_QUOTED = re.compile(r"[“«„\"]([^“”«»„\"]+)[”»“\"]")
_SHORTEST_HALF = 4
_JOINTS = (" ", "-", "‐", "‑")
PREFIX_MARK = "*"
DAY = len("2023-12-05")
_OF_YEAR = ("года", "год")
"""Words of printed dates that people leave out."""


class QueryPart(NamedTuple):
    """One word, day or quoted phrase of a query.

    ``exact`` and ``all`` are alternatives, each a tuple of terms that must occur together:
    ``exact`` the word as typed, ``all`` also its other forms, joined with its neighbour, or split
    in two. A term ending in ``*`` is a prefix. ``phrase`` has the words as one text
    (``Folded.words``) for each possible language; empty for a single word. ``kinds`` are the
    alternatives by which the word names a kind of record.
    """

    token: Token
    exact: tuple
    all: tuple
    phrase: tuple = ()
    kinds: tuple = ()


@dataclass(frozen=True)
class SearchQuery:
    """A parsed query; ``is_cut`` if words beyond MOST_WORDS were dropped."""

    text: str
    parts: tuple
    orders: tuple
    """All words as one text, for each possible language."""
    is_cut: bool

    @property
    def any(self):
        """The alternatives of all parts; an entry without any of them does not match."""
        return tuple(
            dict.fromkeys(each for part in self.parts for each in (*part.all, *part.kinds))
        )


def parse_query(text, last_is_prefix=False):
    """Return the SearchQuery of a text; it has no parts without letters or digits.

    With ``last_is_prefix`` the last word may be unfinished.
    """
    phrases = [match.span(1) for match in _QUOTED.finditer(text)]
    found = tokens(text)
    is_cut, found = len(found) > MOST_WORDS, found[:MOST_WORDS]
    quoted = [[t for t in found if start <= t.start and t.end <= end] for start, end in phrases]
    quoted = [run for run in quoted if len(run) > 1]
    free = [token for token in found if not any(token in run for run in quoted)]
    dates = [(tokens, part) for tokens, part in _dates(text, free) if part]
    free = [token for token in free if not any(token in own for own, _part in dates)]
    parts = [*map(_phrase, quoted), *(part for _own, part in dates), *_words(text, free)]
    if last_is_prefix and found and found[-1] in free:
        parts = [_unfinished(part) if part.token == found[-1] else part for part in parts]
    parts = sorted((part for part in parts if part.all), key=lambda part: part.token.start)
    meaningful = [part for part in parts if part.token.word.lower() not in STOP_WORDS]
    orders = _orders(found)
    if last_is_prefix:
        orders = tuple(order.rstrip() for order in orders)
    return SearchQuery(text, tuple(meaningful or parts), orders, is_cut)


def _dates(text, found):
    """Yield (words, QueryPart) of each day in a query, found however it is written.

    A day that can be read in two ways (05/12/2023) stays words.
    """
    for clue in find_clues(text) if any(token.word.isdigit() for token in found) else ():
        own = [each for each in found if clue.start <= each.start and each.end <= clue.end]
        if clue.kind == "date" and clue.value and len(own) > 1 and len(clue.value.edtf) == DAY:
            forms = tuple(dict.fromkeys(_ways_to_write(clue.value, own)))
            yield own, QueryPart(own[0], forms, forms)


def _ways_to_write(date, typed):
    """Yield the words of a date as typed, as printed in each language, and in numbers."""
    for language in ("ru", "uz"):
        yield tuple(folded_in_order(typed, language).split())
    for language in CODES:
        words = folded_in_order(tokens(format_partial_date(date, language)), language).split()
        yield tuple(word for word in words if word not in _OF_YEAR)
    year, month, day = date.edtf.split("-")
    yield from ((day, month, year), (day.lstrip("0"), month, year), (year, month, day))


def _words(text, found):
    """Return a QueryPart for each word; neighbours also match as one word, a long word as two."""
    also = {token: [] for token in found}
    for before, after in pairwise(found):
        if _can_be_one_word(text, before, after):
            for term in terms(before.word + after.word):
                also[before].append((term,))
                also[after].append((term,))
    parts = {}
    for token in found:
        forms = tuple((form,) for form in dict.fromkeys(forms_by_language(token.word).values()))
        own = tuple((term,) for term in terms(token.word))
        every = tuple(dict.fromkeys((*own, *also[token], *_halves(token.word))))
        kinds = tuple((term,) for term in terms_by_kind(token.word))
        parts.setdefault(forms, QueryPart(token, forms, every, kinds=kinds))
    return parts.values()


def _halves(word):
    """Yield the ways to write a word as two: “counterterrorism” as “counter terrorism”."""
    for form in dict.fromkeys(forms_by_language(word).values()):
        if not form.isalpha():
            continue
        for place in range(_SHORTEST_HALF, len(form) - _SHORTEST_HALF + 1):
            for second in terms(form[place:]):
                yield form[:place], second


def _phrase(run):
    orders = _orders(run)
    together = tuple(tuple(order.split()) for order in orders)
    token = Token(run[0].start, run[-1].end, " ".join(token.word for token in run))
    return QueryPart(token, together, together, orders)


def _unfinished(part):
    beginnings = tuple((f"{form}{PREFIX_MARK}",) for (form,) in part.exact)
    return part._replace(all=(*beginnings, *part.all), kinds=())


def _orders(found):
    """Return the words as one text, read as Russian or English and as Uzbek."""
    orders = (folded_in_order(found, code) for code in ("ru", "uz"))
    return tuple(dict.fromkeys(order for order in orders if order.strip()))


def hit_spans(text, language, query):
    """Return (start, end) of each run of words that matches a part of a query."""
    found = tokens(text)
    own = [set(terms(token.word, language)) for token in found]
    forms = [folded_in_order([token], language).strip() for token in found]
    hit = set()
    for part in query.parts:
        for phrase in part.phrase:
            hit |= _run_of(phrase.split(), forms)
        if part.phrase:
            continue
        singles = {each[0] for each in part.all if len(each) == 1}
        pairs = {each for each in part.all if len(each) == 2}
        for run in part.all:
            hit |= _run_of(list(run), forms) if len(run) > 2 else set()
        beginnings = tuple(term[:-1] for term in singles if term.endswith(PREFIX_MARK))
        for place, word_terms in enumerate(own):
            if word_terms & singles or (beginnings and forms[place].startswith(beginnings)):
                hit.add(place)
        for place, (before, after) in enumerate(pairwise(found)):
            if not _can_be_one_word(text, before, after):
                continue
            as_one = terms(before.word + after.word, language)
            in_two = any(
                forms[place] == first and second in own[place + 1] for first, second in pairs
            )
            if in_two or not singles.isdisjoint(as_one):
                hit |= {place, place + 1}
    return _merged([found[place] for place in sorted(hit)], text)


def _run_of(words, forms):
    """Return the indexes of each run of these words."""
    length = len(words)
    starts = [n for n in range(len(forms) - length + 1) if forms[n : n + length] == words]
    return {start + step for start in starts for step in range(length)}


def _can_be_one_word(text, before, after):
    """Whether two neighbouring words may be written as one: e-mail, counter terrorism."""
    is_number = before.word.isdigit() or after.word.isdigit()
    return not is_number and text[before.end : after.start] in _JOINTS


def _merged(hits, text):
    """Return (start, end) of the hits, joining those with only a space or hyphen between them."""
    merged = []
    for token in hits:
        if merged and text[merged[-1][1] : token.start] in _JOINTS:
            merged[-1] = merged[-1][0], token.end
        else:
            merged.append((token.start, token.end))
    return merged
