"""Normalises words for the search: folding, transliteration and stemming.

A word is indexed by its *terms*: its form (lower case without apostrophes, accents and invisible
characters) and its stem in each possible language, marked with the language: ``roadmaps`` and
``roadmap·en``. Words match if they share a term.
"""

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

import snowballstemmer

from cooperation.domain.texts.folding import (
    APOSTROPHES,
    CONSONANTS,
    CYRILLIC,
    CYRILLIC_OF_UZBEK,
    INVISIBLE,
    LATIN_OF_UZBEK,
    MARKS,
    PLAIN_LATIN,
    VOWELS,
    bare,
    is_uzbek,
    latin,
    lower,
    russian,
    spelling,
)

STEM_MARK = "·"
LONGEST_TERM = 64
"""Longer words, such as URLs, are compared by their first characters."""

_KEPT = 50_000
"""Cache size, in words."""

_LETTER = rf"(?:[^\W_{APOSTROPHES}]|[{MARKS}{INVISIBLE}])"
_WORD = re.compile(rf"{_LETTER}+(?:[{APOSTROPHES}]+{_LETTER}+)*[ʻʼ]?")
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s$", re.IGNORECASE)
_HYPHENS = "-‐‑"

# British and American spelling: organise, programme, centre.
_SPELLINGS = (
    (re.compile(r"is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"), "iz"),
    (re.compile(r"gramme(?=s?$)"), "gram"),
    (re.compile(r"tre(?=s?$)"), "ter"),
)

# Cases, possessives and the plural of Uzbek nouns, the longest first; -ka and -qa are -ga after
# k and q.
_UZBEK_ENDING = re.compile(
    r"(?:ning|larimiz|imiz|dagi|gacha|dan|lar|(?<=k)ka|(?<=q)qa|ni|ga|da|si|i)$"
)
_SHORTEST_UZBEK_STEM = 3
_DRAFT_C = re.compile("c(?!h)")
"""A draft of 2019 writes ch as c. Only stems know it, since they are marked as Uzbek: as a form
“chat” would be found for “cat”."""


class Token(NamedTuple):
    """A word of a text with its position."""

    start: int
    end: int
    word: str


class Folded(NamedTuple):
    """A text prepared for the index.

    ``words`` are the forms in order, with a space before and after each; ``terms`` are the
    distinct terms, separated by spaces.
    """

    words: str
    terms: str


def tokens(text):
    """Return the words of a text in order; hyphens separate words."""
    return [Token(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]


def forms_by_language(word, language=""):
    """Return {language: form} for the languages that a word may belong to.

    ``language`` is that of the text, empty if unknown, as in a query. A word with letters of Uzbek
    alone is read as Uzbek too, whatever the text.
    """
    word = _POSSESSIVE.sub("", word)
    codes = ("uz",)
    if language != "uz":
        own = "ru" if CYRILLIC.search(lower(word)) else "en"
        codes = (own, "uz") if not language or is_uzbek(word) else (own,)
    forms = {code: _FORMS[code](word)[:LONGEST_TERM] for code in codes}
    return {code: form for code, form in forms.items() if form}


@lru_cache(maxsize=_KEPT)
def terms(word, language=""):
    """Return the forms and then the stems of a word; a number has no stem."""
    found = forms_by_language(word, language)
    stems = (
        f"{stem(form, code)}{STEM_MARK}{code}" for code, form in found.items() if not form.isdigit()
    )
    return tuple(dict.fromkeys((*found.values(), *stems)))


def join_hyphenated(text, before, after):
    """Return two neighbouring words as one Token if only a hyphen is between them, else None."""
    if text[before.end : after.start] not in _HYPHENS or before.end == after.start:
        return None
    return Token(before.start, after.end, before.word + after.word)


def fold(text, language=""):
    """Return a text as Folded; hyphenated words are also indexed as one word."""
    found, all_terms = tokens(text), {}
    for token in searched_tokens(text):
        all_terms.update(dict.fromkeys(terms(token.word, language)))
    return Folded(folded_in_order(found, language), " ".join(all_terms))


def searched_tokens(text):
    """Return the words of a text, and hyphenated words also as one."""
    found = tokens(text)
    return [*found, *_compounds(text, found)]


def folding_tables():
    """Return the character tables for folding words in JavaScript."""
    return {
        "apostrophes": APOSTROPHES,
        "invisible": INVISIBLE,
        "latin": PLAIN_LATIN,
        "uzbek": {letter: bare(letters) for letter, letters in LATIN_OF_UZBEK.items()},
        "consonants": {letter: bare(letters) for letter, letters in CONSONANTS.items()},
        "vowels": {letter: bare(letters) for letter, letters in VOWELS.items()},
    }


def folded_in_order(found, language=""):
    """Return the forms of the words in order, in the format of ``Folded.words``."""
    forms = (folded_form(token.word, language) for token in found)
    return f" {' '.join(form for form in forms if form)} "


@lru_cache(maxsize=_KEPT)
def folded_form(word, language=""):
    """Return one form of a word; Uzbek letters tell Uzbek from Russian where neither is given."""
    found = forms_by_language(word, language)
    if (
        not language
        and "ru" in found
        and any(letter in CYRILLIC_OF_UZBEK for letter in lower(word))
    ):
        return found["uz"]
    return next(iter(found.values()), "")


def suggested_spelling(word):
    """Return a word as a search suggestion: without an English possessive."""
    return re.sub(f"[{INVISIBLE}]", "", _POSSESSIVE.sub("", word))


def _compounds(text, found):
    """Yield hyphenated words as one: each pair, and each run from its start."""
    run = None
    for before, after in pairwise(found):
        pair = join_hyphenated(text, before, after)
        if pair is None:
            run = None
            continue
        yield pair
        if run and len(run.word) > LONGEST_TERM:
            continue  # a longer one has the same terms
        if run:
            run = Token(run.start, after.end, run.word + after.word)
            yield run
        else:
            run = pair


def transliterate(word):
    """Return an Uzbek word in bare Latin letters, whatever its alphabet."""
    return bare(latin(spelling(word)))


_FORMS = {
    "en": lambda word: bare(lower(word)),
    "ru": lambda word: bare(russian(lower(word))),
    "uz": transliterate,
}


@lru_cache(maxsize=_KEPT)
def stem(form, code):
    return _STEMS[code](form)


@cache
def _snowball(name):
    return snowballstemmer.stemmer(name)


def _english(form):
    for pattern, american in _SPELLINGS:
        form = pattern.sub(american, form)
    return _snowball("english").stemWord(form)


def _russian(form):
    """Stem repeatedly, so that Узбекистан and Узбекистане have the same stem."""
    shorter = _snowball("russian").stemWord(form)
    return form if shorter == form else _russian(shorter)


def _uzbek(form):
    """Cut endings repeatedly; q and g become k (tinchlik, tinchligi)."""
    form = _DRAFT_C.sub("ch", form)
    shorter = _UZBEK_ENDING.sub("", form)
    if shorter != form and len(shorter) >= _SHORTEST_UZBEK_STEM:
        return _uzbek(shorter)
    return form[:-1] + "k" if form[-1:] in ("q", "g") else form


_STEMS = {"en": _english, "ru": _russian, "uz": _uzbek}
