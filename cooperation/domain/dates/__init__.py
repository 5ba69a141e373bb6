"""Dates with no more precision than the source gives: EDTF, ISO 8601-2:2019 levels 0 and 1."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from cooperation.domain.dates.formatting import format_partial_date
from cooperation.domain.dates.parsing import edtf_from_words
from cooperation.domain.dates.point import OPEN, UNKNOWN, PartialDateError, Point
from cooperation.domain.errors import as_typed

__all__ = ["OPEN", "UNKNOWN", "PartialDate", "PartialDateError", "Point", "format_partial_date"]


@dataclass(frozen=True)
class PartialDate:
    """A year, a month, a day, or an interval between two of them.

    ``start`` and ``end`` are each a Point, OPEN or UNKNOWN; ``end`` is None for anything but an
    interval. Partial dates have no order (“May 2024” is neither before nor after “14 May 2024”),
    so there is no ``<``. An interval between two equal points becomes that point.
    """

    start: Point | str
    end: Point | str | None = None

    def __post_init__(self):
        if self.start == self.end and self._points:
            object.__setattr__(self, "end", None)
        if not self._points:
            raise PartialDateError(
                _("“%(typed)s” is not a date. Give at least the start or the end of the period."),
                {"typed": self.edtf},
            )
        if len(self._points) == 2 and self.end.latest < self.start.earliest:
            raise PartialDateError(
                _(
                    "“%(typed)s” ends (%(end)s) before it starts (%(start)s). "
                    "Type the earlier date first, each date with its own year."
                ),
                {"typed": self.edtf, "start": self.start.edtf, "end": self.end.edtf},
            )

    @classmethod
    def parse(cls, text):
        """Read EDTF or what editors write in English, Russian or Uzbek ("5–7 December 2023").

        Raises PartialDateError, which names the text as typed and says what to type instead,
        for anything that is no date or can be read in two ways ("5/12/2023").
        """
        try:
            return cls.from_edtf(edtf_from_words(text))
        except PartialDateError as error:
            typed = {"typed": as_typed(text)}
            raise PartialDateError(error.message, error.params | typed) from None

    @classmethod
    def from_edtf(cls, text):
        """Read EDTF only, as stored and as in fixtures; PartialDateError for anything else."""
        ends = [end if end in (OPEN, UNKNOWN) else Point.from_edtf(end) for end in text.split("/")]
        if None in ends or len(ends) > 2 or ends in ([OPEN], [UNKNOWN]):
            raise PartialDateError(
                _(
                    "“%(typed)s” is not a date that can be read. Type a day such as 2022-03-14, "
                    "a month such as 2022-03 or “March 2022”, a year such as 2022, or a period "
                    "such as 2024/2025; “about 2022”, “2022?” and “since 2022” are possible too."
                ),
                {"typed": as_typed(text)},
            )
        return cls(*ends)

    def __str__(self):
        return self.edtf

    @property
    def _points(self):
        return [point for point in (self.start, self.end) if isinstance(point, Point)]

    @property
    def edtf(self):
        """The text that is stored and that ``from_edtf`` reads back."""
        ends = (self.start,) if self.end is None else (self.start, self.end)
        return "/".join(end.edtf if isinstance(end, Point) else end for end in ends)

    @property
    def earliest(self):
        """The first day it can mean; None if the start is open or unknown.

        A qualifier does not widen the bounds, since nobody says how wide "about" is.
        """
        return self.start.earliest if isinstance(self.start, Point) else None

    @property
    def latest(self):
        """The last day it can mean; None if the end is open or unknown."""
        last = self.start if self.end is None else self.end
        return last.latest if isinstance(last, Point) else None

    @property
    def precision(self):
        """``"day"``, ``"month"``, ``"year"`` or ``"interval"``."""
        return self.start.precision if self.end is None else "interval"

    @property
    def is_plain(self):
        """True for a single year, month or day without a qualifier."""
        return self.end is None and not self.start.qualifier

    @property
    def is_approximate(self):
        """True if the start or the end is approximate ("about")."""
        return any(point.qualifier in ("~", "%") for point in self._points)

    @property
    def is_uncertain(self):
        """True if the start or the end is uncertain."""
        return any(point.qualifier in ("?", "%") for point in self._points)

    @property
    def open_end(self):
        """The side that is open or unknown: ``"start"``, ``"end"`` or ``""``."""
        sides = (("start", self.start), ("end", self.end))
        return next((side for side, limit in sides if limit in (OPEN, UNKNOWN)), "")

    @property
    def datetime_attribute(self):
        """The value of ``<time datetime>``; empty for an interval, which HTML cannot express."""
        return self.start.unqualified if self.end is None else ""

    def lies_within(self, other):
        """True if this is more precise than ``other`` and fits it: "14 May 2024" and "May 2024".

        False if either is approximate or uncertain, since its limits are not known.
        """
        if any(date.is_approximate or date.is_uncertain for date in (self, other)):
            return False
        bounds = [(date.earliest, date.latest) for date in (self, other)]
        return bounds[0] != bounds[1] and self.certainly_in(*bounds[1])

    def certainly_in(self, start, end):
        """True if every day this can mean lies in ``start``..``end``, both days included.

        The bounds are ``datetime.date``, or None for no bound on that side. False for approximate
        or uncertain dates, since their limits are not known.
        """
        if self.is_approximate or self.is_uncertain:
            return False
        starts = start is None or (self.earliest is not None and start <= self.earliest)
        ends = end is None or (self.latest is not None and self.latest <= end)
        return starts and ends

    def possibly_in(self, start, end):
        """True if some day this can mean lies in ``start``..``end`` (see ``certainly_in``)."""
        too_early = None not in (start, self.latest) and self.latest < start
        too_late = None not in (end, self.earliest) and end < self.earliest
        return not too_early and not too_late
