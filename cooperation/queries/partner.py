"""The survey on a partner’s page: connected partners, and records by year."""

import datetime
from itertools import islice
from typing import NamedTuple

from django.utils.functional import cached_property

from cooperation.domain.joins import JOINS, strength
from cooperation.domain.kinds import KINDS
from cooperation.models import Partner, Record
from cooperation.models.record_queryset import title_sort_field
from cooperation.queries.joins import JoinCounts, joins
from cooperation.queries.network import Pair

COUNTERPARTS = 20
YEARS = 12
COUNTED_KINDS = ("agreement", "event", "council", "initiative")


class Counterpart(NamedTuple):
    """A connected partner; ``numbers`` has the joins of each kind in the survey."""

    partner: Partner
    pair: Pair
    numbers: list


class PartnerYear(NamedTuple):
    """How many records of each kind may fall in a year; None is “undated”."""

    year: int | None
    numbers: list
    """[(kind, number)]."""

    @property
    def is_filled(self):
        return any(number for _kind, number in self.numbers)


class PartnerOverview:
    """The partners connected to a partner, and its records by year.

    The partner may be unpublished, for previews. A record whose date covers several years counts
    in each of them, as in the lists that the numbers link to.
    """

    def __init__(self, partner):
        self.partner = partner

    @cached_property
    def _counts(self):
        """{key of another partner: {kind of join: number}}."""
        pairs = JoinCounts(joins(partner=self.partner)).pairs
        return {(set(ends) - {self.partner.pk}).pop(): counts for ends, counts in pairs}

    @property
    def total(self):
        """How many partners it is connected to."""
        return len(self._counts)

    @property
    def more(self):
        """How many of them are not listed."""
        return max(0, self.total - COUNTERPARTS)

    @cached_property
    def kinds(self):
        """The kinds of join found, the strongest first."""
        return [
            each for each in JOINS.values() if any(each.key in n for n in self._counts.values())
        ]

    @cached_property
    def counterparts(self):
        """The closest Counterparts, the strongest joins first."""
        names = Partner.objects.filter(pk__in=self._counts).values_list("pk", title_sort_field())
        order = {pk: (_rank(self._counts[pk]), name, pk) for pk, name in names}
        ranked = sorted(order, key=order.get)[:COUNTERPARTS]
        partners = Partner.objects.in_bulk(ranked)
        ranked = [pk for pk in ranked if pk in partners]
        return [
            Counterpart(
                partners[pk],
                Pair.of(self.partner, partners[pk], self._counts[pk]),
                [self._counts[pk].get(kind.key, 0) for kind in self.kinds],
            )
            for pk in ranked
        ]

    @cached_property
    def _dated(self):
        """[(kind, date or None)] of the records related to the partner."""
        records = Record.objects.published().related_to([self.partner.pk]).order_by()
        return list(records.filter(kind__in=COUNTED_KINDS).values_list("kind", "when"))

    @cached_property
    def record_kinds(self):
        """The kinds of record found."""
        found = {kind for kind, _when in self._dated}
        return [KINDS[key] for key in COUNTED_KINDS if key in found]

    @cached_property
    def years(self):
        """The latest years with records, then the undated records."""
        dates = [when for _kind, when in self._dated if when]
        days = {day for when in dates for day in (when.earliest, when.latest) if day}
        years = range(min(days).year, max(days).year + 1) if days else ()
        filled = (row for row in map(self._row, reversed(years)) if row.is_filled)
        rows = list(islice(filled, YEARS))
        undated = self._row(None)
        return [*rows, undated] if undated.is_filled else rows

    def _row(self, year):
        return PartnerYear(
            year, [(kind, self._number(kind.key, year)) for kind in self.record_kinds]
        )

    def _number(self, kind, year):
        dates = [when for each, when in self._dated if each == kind]
        if year is None:
            return sum(not when for when in dates)
        bounds = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        return sum(bool(when and when.possibly_in(*bounds)) for when in dates)


def _rank(counts):
    best = max(counts, key=strength)
    return -strength(best), -sum(counts.values())
