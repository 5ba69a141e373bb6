"""Regular expressions that find a word in a column, however it is written."""

import re
import unicodedata
from collections import defaultdict

from cooperation.domain.texts.folding import (
    APOSTROPHES,
    CONSONANTS,
    CYRILLIC,
    CYRILLIC_OF_UZBEK,
    INVISIBLE,
    LATIN_OF_UZBEK,
    MARKS,
    VOWELS,
    bare,
    is_uzbek,
    latin,
    lower,
    spelling,
)

MOST_WORDS = 12
"""The most words of a query that are used."""

_BETWEEN = f"[{APOSTROPHES}{INVISIBLE}{MARKS}]*"
_BETWEEN_CYRILLIC = f"[{APOSTROPHES}{INVISIBLE}{MARKS}ъь]*"
_IS_UZBEK = rf"(?=[\u0400-\u052f]*[{CYRILLIC_OF_UZBEK}])"
_LATIN_UNITS = re.compile("sh|ch|.", re.DOTALL)
_CYRILLIC_UNITS = re.compile("sh|ch|yo|yu|ya|ye|ts|.", re.DOTALL)


def _letters_by_base():
    """Return {Latin letter: it and all letters that are it with an accent}."""
    found = defaultdict(str)
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        letter = chr(code)
        base = bare(letter)
        if letter.islower() and len(base) == 1:
            found[base] += letter
    return found


def _cyrillic_by_latin():
    """Return {letters of Uzbek Latin: the Cyrillic letters that are written so}."""
    found = defaultdict(str)
    for letter, letters in (CONSONANTS | VOWELS).items():
        found[bare(letters)] += letter
    found["ye"] += "е"
    for letters in ("s", "ts"):
        found[letters] += "ц"
    return found


_ACCENTED = _letters_by_base()
_IN_CYRILLIC = _cyrillic_by_latin()
_AS_ONE_SIGN = defaultdict(str)
for _letter, _letters in LATIN_OF_UZBEK.items():
    _AS_ONE_SIGN[bare(_letters)] += _letter


def query_words(text):
    """Return the distinct words of a query, at most MOST_WORDS."""
    return list({word.casefold(): word for word in text.split()}.values())[:MOST_WORDS]


def search_pattern(word, language=""):
    """Return a regular expression that finds a word in any of its spellings.

    ``language`` is that of the searched text: in Uzbek any Cyrillic word can be written in Latin
    letters, and c for ch; elsewhere only a word with letters of Uzbek. The pattern is meant for
    ``__iregex`` and works the same in Python and PostgreSQL.
    """
    typed = lower(word).replace("'", "")
    if not bare(typed):  # a lone apostrophe must not find everything
        return f"[{APOSTROPHES}]" * len(word) if not typed else re.escape(word)
    found = [re.escape(word)]
    uzbek = bare(latin(spelling(word)))
    if CYRILLIC.search(typed):
        found.append(_BETWEEN.join(map(_cyrillic_letter, typed)))
        if language == "uz" or is_uzbek(word):
            found.append(_in_latin(uzbek, language))
    else:
        found.append(_in_latin(typed, language))
        guard = "" if language == "uz" else _IS_UZBEK
        found.append(guard + _in_cyrillic(uzbek))
    return f"(?:{'|'.join(dict.fromkeys(found))})"


def _cyrillic_letter(letter):
    if letter in "её":
        return "[её]"
    apart = unicodedata.normalize("NFD", letter)
    return re.escape(letter) if apart == letter else f"(?:{letter}|{apart})"


def _in_latin(typed, language):
    units = _LATIN_UNITS.findall(typed)
    return _BETWEEN.join(_latin_unit(unit, language) for unit in units)


def _latin_unit(unit, language):
    """Return the pattern of a letter, or of sh or ch."""
    if len(unit) == 2:
        one_sign = _AS_ONE_SIGN[unit] + ("c" if (unit, language) == ("ch", "uz") else "")
        return f"(?:{_BETWEEN.join(map(_latin_letter, unit))}|[{one_sign}])"
    pair = bare(LATIN_OF_UZBEK.get(unit, ""))
    if (unit, language) == ("c", "uz"):
        pair = "ch"
    if len(pair) == 2:
        return f"(?:{_latin_letter(bare(unit))}|{_BETWEEN.join(map(_latin_letter, pair))})"
    return _latin_letter(bare(unit) or unit)


def _latin_letter(letters):
    """Return the pattern of a letter with any accent; other signs stand for themselves."""
    more = _ACCENTED.get(letters, "")
    return f"[{letters}{more}]" if more else re.escape(letters)


def _in_cyrillic(uzbek):
    return _BETWEEN_CYRILLIC.join(map(_cyrillic_unit, _CYRILLIC_UNITS.findall(uzbek)))


def _cyrillic_unit(unit):
    """Return the pattern of letters of Uzbek Latin in Cyrillic: yo is ё, or й and о."""
    if len(unit) == 1:
        letters = _IN_CYRILLIC.get(unit)
        return f"[{letters}]" if letters else re.escape(unit)
    apart = _BETWEEN_CYRILLIC.join(map(_cyrillic_unit, unit))
    return f"(?:[{_IN_CYRILLIC[unit]}]|{apart})"
