"""Reads dates as editors type them, in English, Russian and Uzbek, and gives EDTF."""

import re
from typing import NamedTuple

from django.utils.dates import MONTHS_ALT
from django.utils.translation import gettext_lazy as _

from cooperation.domain.dates.parsing_patterns import (
    APPROXIMATE_BEFORE,
    FROM_TO,
    NOTE_AFTER,
    SINCE,
    UNCERTAIN_BEFORE,
    UNKNOWN_END,
    UNKNOWN_START,
    note_qualifier,
    simplify,
)
from cooperation.domain.dates.point import OPEN, PartialDateError

LONGEST = 100
"""Longest input in characters; the longest printed date has 96."""

_YEAR, _MONTH, _NUMBER = r"(?P<year>[0-9]{4})", r"M(?P<month>[0-9]{1,2})", r"[0-9]{1,2}"
_DAY = rf"(?P<day>{_NUMBER})"
_FRAGMENTS = [
    re.compile(pattern)
    for pattern in (
        rf"{_DAY}[- ]{_MONTH}(?:[- ]{_YEAR})?",
        rf"{_MONTH} {_DAY}(?: {_YEAR})?",
        rf"{_MONTH}(?:[- ]{_YEAR})?",
        rf"{_YEAR}(?: (?:{_DAY}[- ])?{_MONTH})?",
        rf"{_YEAR} {_MONTH} {_DAY}",
        rf"{_YEAR} {_DAY}",
        rf"{_DAY} {_YEAR}",
        rf"{_DAY}(?:\.(?P<month>{_NUMBER})(?:\.{_YEAR})?)?\.?",
        rf"(?P<month>{_NUMBER})[./]{_YEAR}",
        rf"{_YEAR}-(?P<month>[0-9]{{2}})",
        rf"{_YEAR}([-./])(?P<month>{_NUMBER})\2{_DAY}",
    )
]
_END = r"(?:[0-9]{4}(?:-[0-9]{2}){0,2}[~?%]?|\.\.|)"
_EDTF = re.compile(f"{_END}(?:/{_END})?")
_SHORT_PERIOD = re.compile(r"\s*([0-9]{2})([0-9]{2})\s*([-–—/])\s*([0-9]{2})\s*")
_TWO_NUMBERS_FIRST = re.compile(rf"({_NUMBER})([/-])({_NUMBER})\2([0-9]{{4}})")


class Fragment(NamedTuple):
    """One side of a dash, which the other side may complete ("5–7 December 2023")."""

    year: int | None
    month: int | None
    day: int | None
    qualifier: str = ""

    @property
    def is_complete(self):
        return self.year is not None and (self.month is not None or self.day is None)

    def completed_by(self, other):
        month = self.month or (other.month if self.day else None)
        return self._replace(year=self.year or other.year, month=month)

    @property
    def shape(self):
        return self.month is None, self.day is None

    @property
    def edtf(self):
        month_and_day = "".join(f"-{part:02}" for part in self[1:3] if part is not None)
        return f"{self.year:04}{month_and_day}{self.qualifier}"


def edtf_from_words(text):
    """Return the EDTF text for what an editor typed.

    EDTF, and text that no rule can read, is returned simplified. The result is not checked
    ("31.02.2022" gives "2022-02-31"); ``PartialDate.from_edtf`` does that. Raises
    PartialDateError for a date that can be read in two ways or has no year.
    """
    if len(text) > LONGEST:
        return text
    _refuse_short_period(text)
    simple = simplify(text)
    edtf = re.sub(" ?/ ?", "/", simple)
    if _EDTF.fullmatch(edtf):
        return edtf
    reading = _read(simple)
    if reading is None and "M" in simple and not re.search("[0-9]{4}", simple):
        raise PartialDateError(
            _("“%(typed)s” has no year. Type the year too, such as “March 2022” or 2022-03.")
        )
    return reading or simple


def _refuse_short_period(text):
    """Raise PartialDateError for “2024–25” and “2010–12”, but not for “2010-12”, which is EDTF."""
    match = _SHORT_PERIOD.fullmatch(text)
    if not match:
        return
    century, first, sign, last = match.groups()
    if last > first and (sign != "-" or last > "12"):
        raise PartialDateError(
            _(
                "“%(typed)s” can be read in two ways. Type both years of a period in full, "
                "%(start)s/%(end)s, or a month such as %(start)s-03."
            ),
            {"start": century + first, "end": century + last},
        )


def _read(text):
    for pattern, known, unknown in (
        (UNKNOWN_END, f"/{OPEN}", "/"),
        (UNKNOWN_START, f"{OPEN}/", "/"),
    ):
        if match := pattern.fullmatch(text):
            inner = _read(match[1])
            return inner.replace(known, unknown) if inner and known in inner else None
    for pattern in FROM_TO:
        if (match := pattern.fullmatch(text)) and (edtf := _join(*match.group("a", "b"))):
            return edtf
    rest, qualifier = _without_qualifier(text)
    if qualifier:
        return _qualified(_read(rest), qualifier)
    for pattern, start, end in SINCE:
        if match := pattern.fullmatch(text):
            inner = _read(next(filter(None, match.groups())))
            return f"{start}{inner}{end}" if inner and "/" not in inner else None
    fragment = _fragment(text)
    if fragment:
        return fragment.edtf if fragment.is_complete else None
    dashes = [match.start() for match in re.finditer("-", text)]
    readings = {_join(text[:dash].strip(), text[dash + 1 :].strip()) for dash in dashes} - {None}
    return readings.pop() if len(readings) == 1 else None


def _join(left, right):
    """Return the EDTF of the interval between two texts; None if they do not fit."""
    first, last = _fragment(left), _fragment(right.removesuffix(" years"))
    if first is None or last is None:
        return None
    ends = first.completed_by(last), last.completed_by(first)
    if not all(end.is_complete for end in ends):
        return None
    if first.year and last.year and ("/" in left) != ("/" in right):
        return None  # “2022-1/2023”: the slash, not the dash, may be what parts the two
    if not (first.is_complete and last.is_complete) and ends[0].shape != ends[1].shape:
        return None
    return "/".join(end.edtf for end in ends)


def _fragment(text):
    text, qualifier = _without_qualifier(text)
    if match := _TWO_NUMBERS_FIRST.fullmatch(text):
        return _day_or_month_first(int(match[1]), int(match[3]), int(match[4]), qualifier)
    for pattern in _FRAGMENTS:
        if match := pattern.fullmatch(text):
            found = {name: int(part) for name, part in match.groupdict().items() if part}
            return Fragment(*map(found.get, ("year", "month", "day")), qualifier)
    return None


def _day_or_month_first(first, second, year, qualifier):
    if first <= 12 and second <= 12 and first != second:
        readings = {
            "first_month": MONTHS_ALT[second],
            "second_month": MONTHS_ALT[first],
            "first_edtf": Fragment(year, second, first).edtf,
            "second_edtf": Fragment(year, first, second).edtf,
        }
        raise PartialDateError(
            _(
                "“%(typed)s” can be read in two ways. Type %(first_edtf)s for %(first)s "
                "%(first_month)s %(year)s, or %(second_edtf)s for %(second)s %(second_month)s "
                "%(year)s."
            ),
            {"first": first, "second": second, "year": f"{year:04}"} | readings,
        )
    day, month = (second, first) if second > 12 >= first else (first, second)
    return Fragment(year, month, day, qualifier)


def _without_qualifier(text):
    for pattern, qualifier in ((APPROXIMATE_BEFORE, "~"), (UNCERTAIN_BEFORE, "?")):
        if match := pattern.fullmatch(text):
            rest, more = _without_qualifier(match[1])
            return rest, _combine(qualifier, more)
    match = NOTE_AFTER.fullmatch(text)
    if match and (qualifier := note_qualifier(match[2])):
        rest, more = _without_qualifier(match[1])
        return rest, _combine(qualifier, more)
    return text, ""


def _qualified(edtf, qualifier):
    if edtf is None:
        return None
    return "/".join(
        end.rstrip("~?%") + _combine(qualifier, end[-1]) if end[:1].isdigit() else end
        for end in edtf.split("/")
    )


def _combine(first, second):
    marks = {mark for mark in first + second if mark in "~?%"}
    return "%" if len(marks) > 1 else "".join(marks)
