"""Patterns for the words around a date, in English, Russian and Uzbek."""

import re
import unicodedata

from cooperation.domain.dates.months import MONTH_NUMBERS
from cooperation.domain.dates.point import OPEN

_DASHES = re.compile("[\u2010-\u2015\u2043\u2212\u2e3a\u2e3b]")
_ORDINAL_DAY = re.compile(r"(?<![0-9])([0-9]{1,2})-?(?:st|nd|rd|th|го|ое|е)\b")
_ORDINAL_YEAR = re.compile(r"(?<=[0-9]{4})-(?=yil|йил|(?:й|го|м)\b)")
_LAST_STOP = re.compile(r"(?<=[0-9]{4})\.$")
_WORD = re.compile(r"[^\W\d_]+\.?")
_NOISE = re.compile(
    "in|on|of|the|year|в|во|г|год|года|году|й|го|м"
    "|(?:yil|oy|kun)(?:i|ning|ining)?|kunlari|(?:йил|ой|кун)(?:и|нинг|ининг)?|кунлари"
)
_YEARS = re.compile("years|гг|годы|годов|годах|yillar(?:i|ida|da)?|йиллар(?:и|ида|да)?")
_ENDING = re.compile("(.+?)(dan|gacha|da|дан|гача|да)")
_ENDINGS = {"dan": "dan", "дан": "dan", "gacha": "gacha", "гача": "gacha"}

_APPROXIMATE = (
    r"about|around|approximately|approximate|approx\.?|roughly|circa|ca\.?|c\."
    r"|около|ок\.|примерно|приблизительно|taxminan|тахминан"
)
_UNCERTAIN = (
    "uncertain|probably|possibly|perhaps|предположительно|вероятно|возможно"
    "|ehtimol|эҳтимол|aniq emas|аниқ эмас"
)
APPROXIMATE_BEFORE = re.compile(f"(?:(?:{_APPROXIMATE}) ?|~ ?)(.+)")
UNCERTAIN_BEFORE = re.compile(f"(?:{_UNCERTAIN}) (.+)")
NOTE_AFTER = re.compile(rf"(.+?) ?(\( ?(?:(?:{_APPROXIMATE}|{_UNCERTAIN}|[~?%]) ?)+\)|[~?%])")
_MARK_IN_NOTE = re.compile(rf"(?P<approximate>{_APPROXIMATE}|~)|(?P<uncertain>{_UNCERTAIN}|\?)|%")

UNKNOWN_END = re.compile("(.+) (?:end unknown|окончание неизвестно|tugashi noma.?lum)")
UNKNOWN_START = re.compile("(.+) (?:start unknown|начало неизвестно|boshlanishi noma.?lum)")
FROM_TO = (
    re.compile("(?:from )?(?P<a>.+) (?:to|until|till|through) (?P<b>.+)"),
    re.compile("(?:со? )?(?P<a>.+) (?:по|до) (?P<b>.+)"),
)
_PRESENT = r"present|now|today|настоящее время|н\."  # the "в" of "н.в." is gone by then
SINCE = (
    (
        re.compile(
            rf"(?:from |since |со? )?(.+?)(?: ?- ?(?:по )?| (?:to|until|till|по|до) )(?:{_PRESENT})"
            "|(.+?)(?: dan | ?- ?)(?:hozirgacha|hozirgi kungacha|ҳозиргача|ҳозирги кунгача)"
        ),
        *("", f"/{OPEN}"),
    ),
    (re.compile("(?:since|from|начиная с|со?) (.+)|(.+) dan(?: beri| boshlab)?"), "", f"/{OPEN}"),
    (re.compile("(?:until|till|up to|through|до|по) (.+)|(.+) gacha"), f"{OPEN}/", ""),
)
"""(pattern, EDTF before the date, EDTF after the date)."""

_UZBEK_FROM_TO = re.compile(r"(.+) dan( \([^()]+\))? (.+) gacha( \([^()]+\))?")


def simplify(text):
    """Return the text simplified for the patterns of ``dates.parsing``.

    Lower case, dashes as hyphens, single spaces, months as M1 to M12, no commas or invisible
    characters, no filler words ("года", "-yil", "the"), plurals of "year" as "years", Uzbek
    endings as separate words.
    """
    text = unicodedata.normalize("NFC", text).casefold()
    text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    text = _DASHES.sub("-", text).replace(",", " ")
    text = _ORDINAL_YEAR.sub(" ", _ORDINAL_DAY.sub(r"\1", text))
    text = _LAST_STOP.sub("", " ".join(_WORD.sub(_simple_word, text).split()))
    return _UZBEK_FROM_TO.sub(r"from \1\2 to \3\4", text)


def note_qualifier(note):
    """Return the EDTF qualifier of a note found by NOTE_AFTER."""
    kinds = {match.lastgroup for match in _MARK_IN_NOTE.finditer(note)}
    if kinds == {"approximate"}:
        return "~"
    return "?" if kinds == {"uncertain"} else "%"


def _simple_word(match):
    word = match[0].rstrip(".")
    ending = ""
    if with_ending := _ENDING.fullmatch(word):
        stem = with_ending[1]
        if stem in MONTH_NUMBERS or _NOISE.fullmatch(stem):
            word, ending = stem, " " + _ENDINGS.get(with_ending[2], "")
    if word in MONTH_NUMBERS:
        return f"M{MONTH_NUMBERS[word]}{ending}"
    if _NOISE.fullmatch(word):
        return f" {ending}"
    return " years" if _YEARS.fullmatch(word) else match[0]
