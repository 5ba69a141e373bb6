"""Keys to sort names by the alphabet of a language, the same in Python and in every database."""

import re
import unicodedata

from cooperation.domain import languages
from cooperation.domain.texts.folding import PLAIN_LATIN, lower, spelling

LONGEST_KEY = 240

_LATIN = (*"abcdefghijklmnopqrstuvwxyz",)
_UZBEK = (*_LATIN, "o'", "g'", "sh", "ch")
_RUSSIAN = (*"абвгдежзийклмнопрстуфхцчшщъыьэюя",)
_UZBEK_CYRILLIC = (*"абвгдеёжзийклмнопрстуфхцчшщъыьэюяўқғҳ",)

_ALPHABETS = {
    languages.ORIGINAL: _LATIN + _RUSSIAN,
    "ru": _LATIN + _RUSSIAN,
    "uz": _UZBEK + _UZBEK_CYRILLIC,
}
"""Language to the letters of names in their order: Latin ones, then Cyrillic ones.

Uzbek has the alphabet of 1995: oʻ, gʻ, sh and ch are letters after z. Names of other languages
bring c and w. In Russian ё counts as е.
"""

_BREAK, _OTHER = "00", "zz"
_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LETTERS = re.compile("[og]'|[sc]h|.", re.DOTALL)
_PLAIN = str.maketrans(PLAIN_LATIN)


def sort_key(name, language):
    """Return the sort key of a name in a language.

    Case, accents, apostrophes and punctuation make no difference; digits come before letters,
    letters of other alphabets after them. Each letter becomes a pair of digits and small Latin
    letters, which sort the same whatever the collation of the database.
    """
    plain = (spelling(name) if language == "uz" else lower(name)).translate(_PLAIN)
    places = _PLACES[language]
    key = ""
    for letter in _LETTERS.findall(plain) if language == "uz" else plain:
        place = places.get(letter) or places.get(_without_accent(letter)) or _other(letter)
        if place != _BREAK or not key.endswith(_BREAK):
            key += place
    return key.removeprefix(_BREAK).removesuffix(_BREAK)[:LONGEST_KEY]


def _without_accent(letter):
    return unicodedata.normalize("NFKD", letter)[:1]


def _other(letter):
    """Return the key of a character outside the alphabet: after all letters, a break or ""."""
    if letter == "'" or unicodedata.combining(letter):
        return ""
    return f"{_OTHER}{ord(letter):06x}" if letter.isalnum() else _BREAK


def _pair(number):
    high, low = divmod(number, len(_SIGNS))
    return _SIGNS[high] + _SIGNS[low]


_PLACES = {
    code: {letter: _pair(place) for place, letter in enumerate((*"0123456789", *alphabet), 1)}
    for code, alphabet in _ALPHABETS.items()
}
