"""Which language of the site a text is written in."""

import re

from cooperation.domain.text import APOSTROPHES

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


def language_of(text):
    """Return "en", "ru" or "uz": the one whose commonest words occur most often."""
    words = re.findall(r"[^\W\d_]+", text[:20000].casefold().translate(_SIGNS))
    counts = {code: sum(word in common for word in words) for code, common in _WORDS.items()}
    if len(_ALWAYS_UZBEK.findall(text)) > len(words) / 20:
        return "uz"
    return max(counts, key=counts.get)
