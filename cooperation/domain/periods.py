"""Periods on a scale of years: how much of one is certain, and how much only possible."""

from calendar import isleap
from datetime import date
from typing import NamedTuple

from cooperation.domain.dates import OPEN, UNKNOWN

LONGEST_SCALE = 30
"""Years that a scale can show one by one; a longer period has none."""


class Bar(NamedTuple):
    """A stretch of a scale, in years from its beginning."""

    start: float
    length: float


class Period(NamedTuple):
    """A partial date as a bar on a scale of whole years.

    ``possible`` is every day it can mean or cover, ``certain`` the part that it covers whatever
    its ends exactly are, None if there is none. With ``is_open_start`` or ``is_open_end`` the
    scale breaks it off there, and ``is_exact`` says that both of its ends are days.
    """

    years: list
    possible: Bar
    certain: Bar | None
    is_open_start: bool
    is_open_end: bool
    is_exact: bool


def period_on_scale(value):
    """Return a PartialDate as Period; None if it covers too many years to be drawn.

    An end that is open or unknown is drawn one year beyond the other end.
    """
    last = value.start if value.end is None else value.end
    is_open_start, is_open_end = (end in (OPEN, UNKNOWN) for end in (value.start, last))
    earliest = value.earliest or date(max(last.earliest.year - 1, 1), 1, 1)
    latest = value.latest or date(min(value.start.latest.year + 1, 9999), 12, 31)
    years = list(range(earliest.year, latest.year + 1))
    if len(years) > LONGEST_SCALE:
        return None
    first = years[0]
    begins = earliest if is_open_start else value.start.latest
    ends = latest if is_open_end else last.earliest
    is_doubted = value.is_approximate or value.is_uncertain
    has_core = (value.end is not None or value.start.precision == "day") and not is_doubted
    return Period(
        years,
        _bar(earliest, latest, first),
        _bar(begins, ends, first) if has_core and begins <= ends else None,
        is_open_start,
        is_open_end,
        has_core and not is_open_start and not is_open_end and (begins, ends) == (earliest, latest),
    )


def bar_on_scale(years, value):
    """Return every day a PartialDate can mean as a Bar on a scale of years; None if off it."""
    if not (value.earliest and value.latest):
        return None
    if value.earliest.year < years[0] or value.latest.year > years[-1]:
        return None
    return _bar(value.earliest, value.latest, years[0])


def _bar(start, end, first):
    begin = _years_since(first, start, 0)
    return Bar(begin, round(_years_since(first, end, 1) - begin, 3))


def _years_since(first, day, whole_days):
    """Return the place of the beginning of a day, or with ``whole_days`` 1 of its end."""
    length = 366 if isleap(day.year) else 365
    return round(day.year - first + (day.timetuple().tm_yday - 1 + whole_days) / length, 3)
