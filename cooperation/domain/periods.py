"""Dates as bars on a scale of years, with their certain and their possible part."""

from calendar import isleap
from datetime import date
from typing import NamedTuple

from cooperation.domain.dates import OPEN, UNKNOWN

LONGEST_SCALE = 30
"""The most years on a scale; longer periods are not drawn."""


class Bar(NamedTuple):
    """Part of a scale, in years from its start."""

    start: float
    length: float


class Period(NamedTuple):
    """A partial date as a bar on a scale of whole years.

    ``possible`` covers every day the date can mean, ``certain`` the days it covers in any case
    (None if there are none). ``is_open_start`` and ``is_open_end`` say where the bar is cut
    off; ``is_exact`` says that both ends are known to the day.
    """

    years: list
    possible: Bar
    certain: Bar | None
    is_open_start: bool
    is_open_end: bool
    is_exact: bool


def period_on_scale(value):
    """Return a PartialDate as Period; None if it covers more than LONGEST_SCALE years.

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
    """Return the possible days of a PartialDate as a Bar on a scale; None if they exceed it."""
    if not (value.earliest and value.latest):
        return None
    if value.earliest.year < years[0] or value.latest.year > years[-1]:
        return None
    return _bar(value.earliest, value.latest, years[0])


def _bar(start, end, first):
    begin = _years_since(first, start, 0)
    return Bar(begin, round(_years_since(first, end, 1) - begin, 3))


def _years_since(first, day, whole_days):
    """Return the years from the start of a scale to a day; ``whole_days`` 1 includes the day."""
    length = 366 if isleap(day.year) else 365
    return round(day.year - first + (day.timetuple().tm_yday - 1 + whole_days) / length, 3)
