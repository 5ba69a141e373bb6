"""Texts as RDF literals with the tag of their language (RDF 1.1, section 3.3; BCP 47)."""

import unicodedata

from rdflib import Literal

from cooperation.domain.texts.text import APOSTROPHES
from cooperation.formats.manuscripts.language import detect_language

UZBEK_CYRILLIC = frozenset("ўқғҳЎҚҒҲ")


def text_literal(text, code=""):
    """Return a text as a Literal; ``code`` is the language it is said to be in, if any.

    The script decides where it contradicts that language. A text without letters has no tag.
    """
    return Literal(text, lang=language_tag(text, code) or None)


def language_tag(text, code=""):
    """Return the language tag of a text, such as “ru” or “uz-Cyrl”; "" if it has no letters."""
    script = _main_script(text)
    if script == "CYRILLIC":
        return "uz-Cyrl" if code == "uz" or UZBEK_CYRILLIC & {*text} else "ru"
    if script == "LATIN":
        return code or ("uz" if _has_uzbek_sign(text) else detect_language(text))
    return "und" if script else ""


def _main_script(text):
    """Return the script of most letters by its name in Unicode; "" without letters."""
    scripts = [unicodedata.name(char, "").partition(" ")[0] for char in text if char.isalpha()]
    scripts = [script for script in scripts if script != "MODIFIER"]
    return max(dict.fromkeys(scripts), key=scripts.count, default="")


def _has_uzbek_sign(text):
    """Whether an o or g has the sign of the Uzbek alphabet of 1995, however it was typed."""
    pairs = zip(text.casefold(), text[1:], strict=False)
    return any(letter in "og" and sign in APOSTROPHES for letter, sign in pairs)
