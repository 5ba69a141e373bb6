"""One year, month or day with its precision, a part of ``PartialDate``."""

import datetime
import re
from calendar import monthrange
from dataclasses import dataclass

from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from cooperation.domain.errors import DomainError

OPEN = ".."
"""An interval’s end that is open, or start without limit (EDTF level 1)."""

UNKNOWN = ""
"""An interval’s end or start that is not known (EDTF level 1)."""

QUALIFIERS = ("", "~", "?", "%")
"""EDTF level 1: nothing, approximate, uncertain, both."""

_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)")


class PartialDateError(DomainError):
    """A text that is not a date, or an impossible date; ``params["typed"]`` is the input."""


@dataclass(frozen=True)
class Point:
    """A year, or a month of a year, or a day of a month, with an EDTF level 1 qualifier.

    Raises PartialDateError for a year outside 0001–9999, a month outside 1–12 or a day that the
    month does not have, and ValueError for a day without a month.
    """

    year: int
    month: int | None = None
    day: int | None = None
    qualifier: str = ""

    def __post_init__(self):
        if self.qualifier not in QUALIFIERS or (self.day is not None and self.month is None):
            raise ValueError(f"{self!r}: a day needs a month, a qualifier is one of {QUALIFIERS}")
        if not 1 <= self.year <= datetime.MAXYEAR:
            raise PartialDateError(
                _("“%(typed)s” is not a date: a year has four digits, from 0001 to 9999."),
                {"typed": self.edtf},
            )
        if self.month is not None and not 1 <= self.month <= 12:
            raise PartialDateError(
                _(
                    "“%(typed)s” is not a date: there is no month %(month)s. "
                    "Type a month such as %(year)s-02, a year such as %(year)s, or a period such "
                    "as 2024/2025."
                ),
                {"typed": self.edtf, "month": self.month, "year": f"{self.year:04}"},
            )
        if self.day is not None and not 1 <= self.day <= self._days_in_month:
            month = Point(self.year, self.month).edtf
            raise PartialDateError(
                _(
                    "“%(typed)s” is not a date: %(month_name)s %(year)s has %(days)s days. "
                    "Type a day such as %(month)s-%(days)s, a month such as %(month)s, or a year."
                ),
                {
                    "typed": self.edtf,
                    "month_name": MONTHS[self.month],
                    "year": f"{self.year:04}",
                    "days": self._days_in_month,
                    "month": month,
                },
            )

    @classmethod
    def from_edtf(cls, text):
        """Read ``2022``, ``2022-03~`` or ``2022-03-14?``; None if the text has another form."""
        match = _POINT.fullmatch(text)
        if not match:
            return None
        year, month, day = (int(part) if part else None for part in match.groups()[:3])
        return cls(year, month, day, match[4])

    @property
    def unqualified(self):
        """The EDTF text without its qualifier, which is also a valid HTML ``datetime``."""
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def edtf(self):
        """The text that is stored and that ``from_edtf`` reads back."""
        return self.unqualified + self.qualifier

    @property
    def precision(self):
        """``"day"``, ``"month"`` or ``"year"``."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def earliest(self):
        """The first day it can mean; the qualifier does not matter."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self):
        """The last day it can mean; the qualifier does not matter."""
        return datetime.date(self.year, self.month or 12, self.day or self._days_in_month)

    @property
    def _days_in_month(self):
        return monthrange(self.year, self.month or 12)[1]
