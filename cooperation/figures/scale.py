"""Maps days to an axis, and makes its ticks."""

import datetime
from typing import NamedTuple

from django.utils.dates import MONTHS_3
from django.utils.text import capfirst

from cooperation.domain import languages
from cooperation.domain.dates import PartialDate, Point, format_partial_date
from cooperation.domain.dates.day_periods import DAY
from cooperation.figures.svg import TEXT, text_width

YEARS_APART = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
MONTHS_APART = (1, 3)
DAYS_APART = (1, 7)
ROOM_FOR_YEAR, ROOM_FOR_MONTH, ROOM_FOR_DAY = 46, 40, 24
"""The width of a label on the axis."""

MOST_DAYS = 62
"""The longest axis with ticks for days."""


class Tick(NamedTuple):
    """The start of a year, month or day; ``label`` may be empty."""

    x: float
    label: str


class Scale(NamedTuple):
    """An axis from the start of the day ``first`` to the end of the day ``last``."""

    first: datetime.date
    last: datetime.date
    left: float
    right: float

    @property
    def days(self):
        return self.last.toordinal() + 1 - self.first.toordinal()

    def start_of(self, day):
        """Return where a day begins, at most at the ends of the axis."""
        return self._at(day.toordinal())

    def end_of(self, day):
        return self._at(day.toordinal() + 1)

    def _at(self, ordinal):
        share = (ordinal - self.first.toordinal()) / self.days
        return self.left + (self.right - self.left) * min(max(share, 0), 1)

    def extent(self, date):
        """Return (start of the first possible day, end of the last) of a PartialDate.

        An open or unknown end is the end of the axis.
        """
        start = self.start_of(date.earliest) if date.earliest else self.left
        end = self.end_of(date.latest) if date.latest else self.right
        return start, end

    def _fitting(self, apart, days, room):
        """Return the first distance in ``apart`` with room for labels; None if there is none."""
        unit = (self.right - self.left) / self.days * days
        return next((number for number in apart if unit * number >= room), None)

    def ticks(self):
        """Return (coarse ticks, fine ticks), with labels in the reader’s language.

        The first coarse tick is the start of the axis. There may be no fine ticks.
        """
        if self.days <= MOST_DAYS:
            return self._with_first(_months(self.first, self.last), _month), self._day_ticks()
        years = [
            datetime.date(year, 1, 1) for year in range(self.first.year + 1, self.last.year + 1)
        ]
        apart = self._fitting(MONTHS_APART, 30, ROOM_FOR_MONTH)
        if apart:
            months = [day for day in _months(self.first, self.last) if (day.month - 1) % apart == 0]
            return self._with_first(years, _year), self._ticks(months, _short_month)
        apart = self._fitting(YEARS_APART, 365, ROOM_FOR_YEAR) or YEARS_APART[-1]
        return self._with_first([day for day in years if day.year % apart == 0], _year), []

    def _day_ticks(self):
        apart = self._fitting(DAYS_APART, 1, ROOM_FOR_DAY) or DAYS_APART[-1]
        days = [self.first + DAY * number for number in range(self.days)]
        return self._ticks([day for day in days if (day.day - 1) % apart == 0], _day)

    def _with_first(self, days, label):
        ticks = self._ticks([self.first, *days], label)
        room = text_width(ticks[0].label, TEXT) + 8
        too_near = len(ticks) > 1 and ticks[1].x - ticks[0].x < room
        return [ticks[0]._replace(label=""), *ticks[1:]] if too_near else ticks

    def _ticks(self, days, label):
        return [Tick(self.start_of(day), label(day)) for day in dict.fromkeys(days)]


def _months(first, last):
    """Return the first day of each month in a period."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    days = [datetime.date(number // 12, number % 12 + 1, 1) for number in numbers]
    return [day for day in days if day >= first]


def _year(day):
    return str(day.year)


def _month(day):
    return format_partial_date(PartialDate(Point(day.year, day.month)), languages.current())


def _short_month(day):
    return capfirst(MONTHS_3[day.month])


def _day(day):
    return str(day.day)
