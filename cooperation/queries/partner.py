"""What joins one partner to others, and its records year by year: the survey on its page."""

import datetime
from itertools import islice
from typing import NamedTuple

from django.utils.functional import cached_property

from cooperation.domain.joins import JOINS, strength
from cooperation.domain.kinds import KINDS
from cooperation.models import Partner, Record
from cooperation.models.record_queryset import title_in_use
from cooperation.queries.joins import JoinCounts, joins
from cooperation.queries.network import Pair

COUNTERPARTS = 20
YEARS = 12
COUNTED_KINDS = ("agreement", "event", "council", "initiative")


class Counterpart(NamedTuple):
    """Another partner, and the numbers of its joins by the kinds that the survey has."""

    partner: Partner
    pair: Pair
    numbers: list


class PartnerYear(NamedTuple):
    """How many records of each kind can lie in a year; None stands for those without a date."""

    year: int | None
    numbers: list
    """Each (kind, number)."""

    @property
    def is_filled(self):
        return any(number for _kind, number in self.numbers)


class Survey:
    """Whom a partner is joined to, and what the register holds of it year by year.

    The partner need not be public itself, so that a preview shows what readers will see. A record
    whose date spans years, or may lie in several, counts in each: the list that a number leads to
    holds as many.
    """

    def __init__(self, partner):
        self.partner = partner

    @cached_property
    def _counts_by_partner(self):
        """{id of another partner: {kind of join: number}}."""
        pairs = JoinCounts(joins(partner=self.partner)).pairs
        return {(set(ends) - {self.partner.pk}).pop(): counts for ends, counts in pairs}

    @property
    def total(self):
        """How many other partners it is joined to."""
        return len(self._counts_by_partner)

    @property
    def more(self):
        """How many of them are not named."""
        return max(0, self.total - COUNTERPARTS)

    @cached_property
    def kinds(self):
        """The kinds of join that there are, the strongest first."""
        return [
            each
            for each in JOINS.values()
            if any(each.key in n for n in self._counts_by_partner.values())
        ]

    @cached_property
    def counterparts(self):
        """The Counterparts joined to it most, what says most of the two first."""
        names = Partner.objects.filter(pk__in=self._counts_by_partner).values_list(
            "pk", title_in_use()
        )
        order = {pk: (_rank(self._counts_by_partner[pk]), name, pk) for pk, name in names}
        ranked = sorted(order, key=order.get)[:COUNTERPARTS]
        partners = Partner.objects.in_bulk(ranked)
        ranked = [pk for pk in ranked if pk in partners]
        return [
            Counterpart(
                partners[pk],
                Pair.of(self.partner, partners[pk], self._counts_by_partner[pk]),
                [self._counts_by_partner[pk].get(kind.key, 0) for kind in self.kinds],
            )
            for pk in ranked
        ]

    @cached_property
    def _dated(self):
        """(kind, date or None) of each counted record that any relation joins to the partner."""
        records = Record.objects.published().related_to([self.partner.pk]).order_by()
        return list(records.filter(kind__in=COUNTED_KINDS).values_list("kind", "when"))

    @cached_property
    def record_kinds(self):
        """The kinds of record that there are."""
        held = {kind for kind, _when in self._dated}
        return [KINDS[key] for key in COUNTED_KINDS if key in held]

    @cached_property
    def years(self):
        """Each of the latest years with records, as PartnerYear, then the undated."""
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
