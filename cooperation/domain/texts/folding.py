"""One folding of words: which ways to write a word count as the same.

The search, the names in articles, the words of lists, quotes and duplicates all compare texts by
what stands here. Uzbek is written in Cyrillic, in the Latin of 1995 (oʻ, gʻ, sh, ch) with any
apostrophe, in the Latin approved in 2026 (ö, ğ, ş, ç), and in drafts of 2018–2024 (õ, ŏ, ó).
"""

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = "ʻʼ‘’`'"
"""Characters that people type for the marks in oʻ, gʻ and sanʼat."""

INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
"""Signs that show nothing, as a class of a regular expression (Unicode,
Default_Ignorable_Code_Point)."""

MARKS = "\u0300-\u036f"
"""Accents that follow their letter, as a class of a regular expression."""

CYRILLIC = re.compile(r"[\u0400-\u052f]")
CYRILLIC_OF_UZBEK = "ўқғҳ"
LATIN_OF_UZBEK = {
    **dict.fromkeys("öõŏóō", "o'"),
    **dict.fromkeys("ğǵḡĝ", "g'"),
    **dict.fromkeys("şș", "sh"),
    "ç": "ch",
}
"""Letters of other Latin alphabets to those of 1995, with one apostrophe."""

PLAIN_LATIN = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss"}
PLAIN_LATIN |= {"þ": "th"}

CONSONANTS = dict(zip("бвгджзйклмнпрстфхқҳ", "bvgdjzyklmnprstfxqh", strict=True))
CONSONANTS |= {"ғ": "g'", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "'", "ь": ""}
VOWELS = dict(zip("аоиуэые", "aoiueie", strict=True))
VOWELS |= {"ў": "o'", "ё": "yo", "ю": "yu", "я": "ya"}

_KEPT = 50_000
"""Cache size, in words."""

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_LATIN_OF_1995 = str.maketrans(LATIN_OF_UZBEK)
_PLAIN_LATIN = str.maketrans(PLAIN_LATIN)
_SILENT_SIGN = re.compile("ъ(?=[еёюя])")
_UZBEK_LETTERS = re.compile(f"[{CYRILLIC_OF_UZBEK}şșç]")


def same_signs(text):
    """Return a text with one code for each sign: NFC, one apostrophe, nothing invisible."""
    shown = _INVISIBLE.sub("", text)
    return unicodedata.normalize("NFC", shown).translate(_ONE_APOSTROPHE)


def lower(word):
    """Return a word in small letters, with the same signs."""
    return same_signs(word).replace("İ", "i").lower()


def label_key(label):
    """Return a label as labels are compared: whatever its case, apostrophes and spaces."""
    return " ".join(lower(label).split())


def spelling(word):
    """Return a word in small letters, its Uzbek Latin letters as those of 1995."""
    return lower(word).translate(_LATIN_OF_1995)


def is_uzbek(word):
    """Whether a word has letters that tell Uzbek from Russian and English."""
    return bool(_UZBEK_LETTERS.search(lower(word)))


def latin(spelled):
    """Return a word from ``spelling`` with Uzbek Cyrillic as Latin letters.

    Rules of 1995: е is ye at the start and after vowels, ц is ts after vowels; no apostrophe stands
    before ye, yo, yu and ya.
    """
    letters, before = [], ""
    for letter in _SILENT_SIGN.sub("ь", spelled):
        after_vowel = before in VOWELS
        if letter == "е" and (not before or after_vowel or before in "ъь"):
            letters.append("ye")
        elif letter == "ц":
            letters.append("ts" if after_vowel else "s")
        else:
            letters.append(CONSONANTS.get(letter, VOWELS.get(letter, letter)))
        before = letter
    return "".join(letters)


def russian(spelled):
    """Return a word from ``spelling`` with е for ё."""
    return spelled.replace("ё", "е")


def bare(word):
    """Return a word in small letters without apostrophes and accents; й keeps its sign."""
    return "".join(map(_bare_letter, word)).translate(_PLAIN_LATIN)


@lru_cache(maxsize=4096)
def _bare_letter(letter):
    if CYRILLIC.match(letter):  # й is a letter of its own, and not и with a sign
        return letter
    parts = unicodedata.normalize("NFKD", letter).lower()
    return "".join(part for part in parts if part.isalnum() and part not in APOSTROPHES)


@lru_cache(maxsize=_KEPT)
def name_keys(word, uzbek=False):
    """Return (exact, loose) of a word of a name, or of a sign.

    Words with one exact key are the same word in any alphabet. Words with one loose key differ at
    most by accents and apostrophes. Cyrillic is Uzbek if the word says so, or ``uzbek``.
    """
    spelled = spelling(word)
    if CYRILLIC.search(spelled) and not uzbek and not is_uzbek(word):
        exact = russian(spelled)
    else:
        exact = latin(spelled)
    return exact, bare(exact) or exact
