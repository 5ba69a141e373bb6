"""Periods of days: written as short as possible, and split into months, years or decades."""

import datetime

from cooperation.domain.dates import PartialDate, Point

DAY = datetime.timedelta(days=1)
PART_SIZES = (1, 12, 120, 1200, 12_000)
"""Sizes of parts in months: months, years, decades, centuries, millennia."""


def shortest_period(first, last):
    """Return the PartialDate of a period, as years or months if these are complete."""
    is_month_start, is_month_end = first.day == 1, _is_month_end(last)
    if is_month_start and is_month_end and first.month == 1 and last.month == 12:
        return PartialDate(Point(first.year), Point(last.year))
    if is_month_start and is_month_end:
        return PartialDate(Point(first.year, first.month), Point(last.year, last.month))
    return PartialDate(
        Point(first.year, first.month, first.day), Point(last.year, last.month, last.day)
    )


def _is_month_end(day):
    return (day.month, day.day) == (12, 31) or (day + DAY).day == 1


def whole_years(first, last):
    """Return the first day of the first day’s year and the last day of the last day’s."""
    return datetime.date(first.year, 1, 1), datetime.date(last.year, 12, 31)


def split_period(first, last, most):
    """Split a period into at most ``most`` months, years, decades…, each a PartialDate.

    The smallest possible size is used. The first and last part end with the period. A period
    within one month is not split: the list is empty.
    """
    if _months(first) == _months(last):
        return []
    for size in PART_SIZES:
        numbers = range(_months(first) // size, _months(last) // size + 1)
        if len(numbers) <= most:
            inner = [_first_of_month(number * size) for number in numbers[1:]]
            starts = [first, *inner]
            ends = [start - DAY for start in inner] + [last]
            return [shortest_period(start, end) for start, end in zip(starts, ends, strict=True)]
    raise ValueError(f"{most} parts are too few for any period")


def _months(day):
    return day.year * 12 + day.month - 1


def _first_of_month(months):
    return datetime.date(months // 12, months % 12 + 1, 1)
