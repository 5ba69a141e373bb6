"""The content of the timeline: dated records or their counts, and undated records.

Up to MOST_DRAWN records are drawn one by one; more are counted by month, year, decade… A record
counts in each part of the period that its date may fall in, as in the list behind that number.
"""

from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Count, Max, Min, Q
from django.utils.functional import cached_property

from cooperation.domain.basis import NOT_CHECKED
from cooperation.domain.claims import LABELS
from cooperation.domain.dates import PartialDate
from cooperation.domain.dates.day_periods import shortest_period, split_period, whole_years
from cooperation.domain.kinds import PAGE_KINDS
from cooperation.models import Agreement, Evidence, Record, Relation
from cooperation.models.record_queryset import date_certainly_in, date_possibly_in, title_sort_field
from cooperation.queries.pages import Pages

MOST_DRAWN = 40
"""More records than this are counted, not drawn."""

MOST_BYTES = 9_000
"""Bytes of all titles; records with longer ones are counted, too."""

MOST_PARTS = 24
UNDATED_PER_PAGE = 20
RELATIONS_READ = 5_000
"""Relations read to find neighbours."""

KINDS = tuple(kind for kind in PAGE_KINDS if "when" in Record.model_of(kind.key).CLAIMS)
"""The kinds with a date: the lanes of the timeline, in order."""

SPANS = ("validity", "entry_into_force")


def timeline_records(kind=""):
    """Return the published records of the timeline, of all kinds or of one."""
    if kind in [each.key for each in KINDS]:
        return Record.model_of(kind).objects.published()
    return Record.objects.published().filter(kind__in=[each.key for each in KINDS])


class TimelineEntry(NamedTuple):
    record: Record
    spans: list
    """Its other periods: [(label, PartialDate)]."""
    near: set
    """The keys of drawn records that are related to it or share a partner."""

    @property
    def year(self):
        """The first year of its date; None if the start is open or unknown."""
        day = self.record.when_earliest
        return day and day.year


class UndatedRecord(NamedTuple):
    record: Record
    reason: str
    spans: list


class PeriodCounts(NamedTuple):
    """A part of the period; ``numbers`` is {kind: number of records}."""

    period: PartialDate
    numbers: dict
    total: int


class Timeline:
    """The timeline of some records.

    ``period`` is the PartialDate they are filtered by, if any; with ``is_certain`` they certainly
    fall in it. ``page`` is the page of undated records as typed.
    """

    def __init__(self, records, period=None, is_certain=False, page=1):
        # Base rows only, without the texts of articles.
        self._records = Record.objects.filter(pk__in=records.order_by().values("pk"))
        self._dated = self._records.dated()
        self.period = period
        self.is_certain = is_certain
        self._page = page

    @cached_property
    def _first(self):
        return list(self._dated.oldest_first()[: MOST_DRAWN + 1])

    @cached_property
    def is_counted(self):
        """Whether there are too many records to draw."""
        size = sum(len(record.title.encode()) for record in self._first)
        return len(self._first) > MOST_DRAWN or size > MOST_BYTES

    @cached_property
    def total(self):
        """The number of dated records."""
        return self._totals["total"] if self.is_counted else len(self._first)

    @cached_property
    def entries(self):
        """The records to draw, by date; empty if they are counted."""
        drawn = [] if self.is_counted else sorted(self._first, key=date_order)
        near = neighbours([record.pk for record in drawn])
        return [
            TimelineEntry(record, self._spans.get(record.pk, []), near[record.pk])
            for record in drawn
        ]

    @property
    def years(self):
        """[(year, [entries of the same date])]."""
        return [
            (year, [list(same) for _date, same in groupby(entries, key=attrgetter("record.when"))])
            for year, entries in groupby(self.entries, key=attrgetter("year"))
        ]

    @cached_property
    def _spans(self):
        shown = [*([] if self.is_counted else self._first), *self.undated_page]
        keys = [record.pk for record in shown if record.kind == "agreement"]
        if not keys:
            return {}
        rows = Agreement.objects.filter(pk__in=keys).values_list("pk", *SPANS)
        return {
            key: [(LABELS[name], span) for name, span in zip(SPANS, spans, strict=True) if span]
            for key, *spans in rows
        }

    @cached_property
    def window(self):
        """The first and the last day of the axis; None without any bound."""
        first = self.period.earliest if self.period else None
        last = self.period.latest if self.period else None
        if first and last:
            return first, last
        days = self._days
        if not days:
            return None
        start, end = whole_years(min(days), max(days))
        if first:
            return first, max(end, whole_years(first, first)[1])
        if last:
            return min(start, whole_years(last, last)[0]), last
        return start, end

    @property
    def _days(self):
        if self.is_counted:
            return [day for name, day in self._totals.items() if day and name != "total"]
        dates = [entry.record.when for entry in self.entries]
        dates += [span for entry in self.entries for _label, span in entry.spans]
        return [day for when in dates for day in (when.earliest, when.latest) if day]

    @cached_property
    def _totals(self):
        """The number of dated records, and their first and last days."""
        ends = ("when_earliest", "when_latest")
        days = [end(name) for end in (Min, Max) for name in ends]
        return self._dated.aggregate(*days, total=Count("pk"))

    @cached_property
    def parts(self):
        """The parts of the axis as PartialDates; empty within one month."""
        return split_period(*self.window, MOST_PARTS) if self.window else []

    @cached_property
    def counted(self):
        """Each PeriodPart of the axis; only one within one month."""
        periods = self.parts or [shortest_period(*self.window)]
        lies_in = date_certainly_in if self.is_certain else date_possibly_in
        counts = {
            f"part_{place}": Count("pk", filter=lies_in(part.earliest, part.latest))
            for place, part in enumerate(periods)
        }
        rows = {
            row["kind"]: row for row in self._dated.order_by().values("kind").annotate(**counts)
        }
        counted = []
        for place, part in enumerate(periods):
            numbers = {kind: row[f"part_{place}"] for kind, row in rows.items()}
            numbers = {kind: number for kind, number in numbers.items() if number}
            counted.append(PeriodCounts(part, numbers, sum(numbers.values())))
        return counted

    @cached_property
    def undated_page(self):
        """The page of undated records."""
        undated = self._records.undated().order_by("kind", title_sort_field(), "pk")
        return Pages(undated, UNDATED_PER_PAGE).get_page(self._page)

    @cached_property
    def undated(self):
        """The records of that page, each with the reason for its missing date."""
        gaps = Evidence.objects.for_gaps().filter(record__in=list(self.undated_page), field="when")
        reasons = (
            {gap.record_id: gap.get_basis_display() for gap in gaps} if self.undated_page else {}
        )
        return [
            UndatedRecord(
                record, reasons.get(record.pk, NOT_CHECKED), self._spans.get(record.pk, [])
            )
            for record in self.undated_page
        ]


def date_order(record):
    """Sort by the first possible day, then by the last; an open start comes first."""
    first, last = record.when_earliest, record.when_latest
    return first or date.min, last or date.max, record.when.edtf, record.title, record.pk


def neighbours(keys):
    """Return {key: keys of records that are related to it or share a partner}."""
    near = {key: set() for key in keys}
    ends = Q(subject__in=keys, object__in=keys)
    ends |= Q(subject__in=keys, object__kind="partner")
    ends |= Q(object__in=keys, subject__kind="partner")
    relations = Relation.objects.published().filter(ends).order_by("pk") if keys else None
    sharing = {}
    for pair in relations.values_list("subject", "object")[:RELATIONS_READ] if keys else ():
        for key, other in (pair, pair[::-1]):
            if key in near and other in near:
                near[key].add(other)
            elif key in near:
                sharing.setdefault(other, set()).add(key)
    for together in sharing.values():
        for key in together:
            near[key] |= together - {key}
    return near


def latest_records(number):
    """Return the latest dated records except articles, in order of date."""
    kinds = [kind.key for kind in KINDS if kind.key != "article"]
    found = Record.objects.published().dated().filter(kind__in=kinds).newest_first()[:number]
    return list(reversed(found))
