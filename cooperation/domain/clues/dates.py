"""Finds the dates in a sentence, and says which are uncertain and why."""

import re
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from cooperation.domain.dates import PartialDate, PartialDateError
from cooperation.domain.dates.months import ENGLISH, MONTH_NUMBERS, RUSSIAN_GENITIVE, UZBEK


class Clue(NamedTuple):
    """Words of a sentence with a date, a quantity or a claim to be the first.

    ``start`` and ``end`` are offsets in the sentence. ``value`` is a PartialDate or a Quantity,
    or None if the words give none; ``doubt`` says what is uncertain.
    """

    kind: str  # "date", "quantity" or "claim"
    start: int
    end: int
    text: str
    value: object = None
    doubt: str = ""


_MONTH = "(?:" + "|".join(sorted(map(re.escape, MONTH_NUMBERS), key=len, reverse=True)) + r")\b\.?"
_DAYS = r"\d{1,2}(?:st|nd|rd|th|-?го)?(?:\s?[-–—]\s?\d{1,2}(?:st|nd|rd|th)?)?"
_YEAR = r"(?:1[89]|20)\d\d(?!\d)"
_OF_YEAR = r"(?:\s?(?:года|году|год|г\.)(?!\w))?"
_YIL = r"[\s-]{1,2}(?:yil|йил)(?:ning|нинг)?,?"
_DA = r"(?:da|dan|да|дан)?(?!\w)"
_LONG_MONTH = "(?:" + "|".join(sorted(map(re.escape, MONTH_NUMBERS), key=len, reverse=True)) + ")"
_STATED = [
    re.compile(rf"(?<![\w./-])(?P<words>{pattern})", re.IGNORECASE)
    for pattern in (
        rf"{_DAYS}[\s-](?:of\s)?{_MONTH},?\s{_YEAR}{_OF_YEAR}",
        rf"{_MONTH}\s{_DAYS},?\s{_YEAR}",
        rf"{_YEAR}{_YIL}\s\d{{1,2}}\s?-?\s?{_LONG_MONTH}{_DA}",
        rf"{_YEAR}{_YIL}\s{_LONG_MONTH}{_DA}(?:\s(?:oyi|ойи){_DA})?",
        rf"{_MONTH},?\s(?:of\s)?{_YEAR}{_OF_YEAR}",
        rf"{_YEAR}-\d\d(?:-\d\d)?(?![\w-])|\d{{1,2}}\.\d{{1,2}}\.{_YEAR}",
        rf"\d{{1,2}}/\d{{1,2}}/{_YEAR}",
        rf"{_YEAR}\s?[-–—/]\s?{_YEAR}(?:\s?гг\.|\s?год\w*|[\s-](?:yillar|йиллар)\w*)?",
        rf"(?:since|с)\s{_YEAR}{_OF_YEAR}",
        rf"{_YEAR}\s?(?:году|года|год|г\.)(?!\w)|{_YEAR}[\s-]{{1,2}}(?:yil|йил)(?:i|da|ning|и|да|нинг)?(?!\w)",
        rf"(?<=\bin\s){_YEAR}|(?<=\bof\s){_YEAR}|(?<=\bby\s){_YEAR}|(?<=\bfor\s){_YEAR}"
        rf"|(?<=\bfrom\s){_YEAR}|(?<=\buntil\s){_YEAR}|(?<=\bduring\s){_YEAR}",
    )
]
_BARE_YEAR = re.compile(rf"(?<![\w./,-]){_YEAR}(?![\w/-]|[.,]\d)")


def _any(words):
    return "(?:" + "|".join(words) + ")"


_IN_MONTH = (
    *("январе", "феврале", "марте", "апреле", "мае", "июне", "июле", "августе", "сентябре"),
    *("октябре", "ноябре", "декабре"),
)
_UZBEK_CYRILLIC = (
    *("январ", "феврал", "март", "апрел", "май", "июн", "июл", "август", "сентябр", "октябр"),
    *("ноябр", "декабр"),
)
_NO_YEAR = re.compile(
    rf"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ff]rom|[Dd]uring|[Ll]ast|[Tt]his|[Nn]ext)\s"
    rf"(?:early\s|late\s|mid-)?{_any(ENGLISH)}\b"
    rf"|\b(?:(?:[Oo]n|[Bb]y|[Ff]rom|[Uu]ntil)\s)?(?:{_any(ENGLISH)}\s\d{{1,2}}(?:st|nd|rd|th)?"
    rf"|{_DAYS}\s(?:of\s)?{_any(ENGLISH)})\b"
    rf"|\b(?:[Вв]|[Кк]|[Сс]|[Дд]о)\s{_any(_IN_MONTH)}\b|\b\d{{1,2}}\s{_any(RUSSIAN_GENITIVE)}\b"
    rf"|\b\d{{1,2}}[\s-]{_any([*UZBEK, *_UZBEK_CYRILLIC])}{_DA}"
    rf"|\b{_any([*UZBEK, *_UZBEK_CYRILLIC])}\s(?:oyi|ойи)(?:da|да)?\b"
)
_RELATIVE = re.compile(
    r"\b(?:(?:this|last|next|the same|the previous|the following|the current)"
    r"\s(?:year|month|week|day)"
    r"|recently|currently|nowadays|yesterday|tomorrow|today(?!['’]s)|in recent (?:years|months)"
    r"|в (?:этом|прошлом|текущем|нынешнем|следующем) (?:году|месяце)|недавно|сегодня|вчера"
    r"|в настоящее время|в последние годы"
    r"|(?:bu|shu|joriy|oʻtgan|o'tgan|o‘tgan|kelgusi) (?:yil|oy)\w*|yaqinda"
    r"|bugun(?:gi kunda)?|hozirgi kunda"
    r"|(?:бу|шу|жорий|ўтган|келгуси) (?:йил|ой)\w*|яқинда|бугун(?:ги кунда)?|ҳозирги кунда)\b",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r"\b\d{1,3}(?:(?:st|nd|rd|th)\ssession|-?(?:й|я|ой|ю)\sсесси\w+|-\s?(?:sessiya|сессия)\w*)",
    re.IGNORECASE,
)


def find_dates(sentence):
    """Return the Clues to dates of a sentence, in order and without overlap."""
    found, taken = [], bytearray(len(sentence))

    def add(span, value, doubt):
        start, end = span
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(Clue("date", start, end, sentence[start:end], value, doubt))

    for pattern in _STATED:
        for match in pattern.finditer(sentence):
            add(match.span("words"), *_read(match["words"]))
    for pattern, doubt in (
        (_SESSION, _("the number of a session is no date")),
        (_NO_YEAR, _("the year is not stated")),
        (_RELATIVE, _("it depends on when the text was written")),
        (_BARE_YEAR, _("it may be a year or another number")),
    ):
        for match in pattern.finditer(sentence):
            add(match.span(), None, doubt)
    return sorted(found, key=lambda clue: clue.start)


def _read(words):
    try:
        return PartialDate.parse(words), ""
    except PartialDateError as error:
        return None, str(error)
