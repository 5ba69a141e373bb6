"""Detects the language of a text."""

import re

from cooperation.domain.texts.folding import APOSTROPHES

_ALWAYS_UZBEK = re.compile("[ўқғҳЎҚҒҲ]")
_COMMON = {
    "en": "the of and to in a is was for on with by from at which that were has",
    "ru": "и в на с по что не для от из это как был была были также которые",
    "uz": "va bilan uchun bu shu ham boʻlib deb yil bir ushbu hamda doir boʻyicha haqida edi "
    "ва билан учун бу шу ҳам деб йил бир ушбу ҳамда доир ҳақида эди",
}
_WORDS = {
    language: frozenset(words.replace("ʻ", "").split()) for language, words in _COMMON.items()
}
_SIGNS = str.maketrans("", "", APOSTROPHES)

_NEVER_OURS = re.compile("[әңөұүіһӣӯҷєї]")
"""Kazakh, Kyrgyz, Tajik and Ukrainian letters."""


def detect_language(text):
    """Return "en", "ru" or "uz", by the most common words of each."""
    words = _words(text)
    counts = {code: sum(word in common for word in words) for code, common in _WORDS.items()}
    if len(_ALWAYS_UZBEK.findall(text)) > len(words) / 20:
        return "uz"
    return max(counts, key=counts.get)


def detect_known_language(text):
    """Return "en", "ru" or "uz", or "" if the language is uncertain.

    Three different common words are required, since other languages share one or two.
    """
    language, words = detect_language(text), _words(text)
    foreign = sum(bool(_NEVER_OURS.search(word)) for word in words)
    is_known = len(_WORDS[language].intersection(words)) >= 3 and foreign <= len(words) / 50
    return language if is_known else ""


def _words(text):
    return re.findall(r"[^\W\d_]+", text[:20000].casefold().translate(_SIGNS))
