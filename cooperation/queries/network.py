"""The cooperation network: pairs of partners and their joins."""

from typing import NamedTuple

from django.urls import reverse

from cooperation.domain.joins import JOINS, strength
from cooperation.models import Partner
from cooperation.queries.joins import ANY, JoinCounts, joins


def shared_languages(one, other):
    """Return the codes of the languages that both records have."""
    return [code for code in one.languages if code in other.languages]


class Pair(NamedTuple):
    """Two partners, sorted by slug; ``counts`` is {kind of join: number}."""

    one: Partner
    other: Partner
    counts: dict

    @classmethod
    def of(cls, one, other, counts):
        """Return the pair of two partners given in any order."""
        return cls(*sorted((one, other), key=lambda partner: partner.slug), counts)

    @property
    def total(self):
        """The number of joins."""
        return sum(self.counts.values())

    @property
    def kind(self):
        """The strongest kind of join."""
        return next(key for key in JOINS if key in self.counts)

    @property
    def level(self):
        """(strength of the strongest join, number of joins)."""
        return strength(self.kind), self.total

    @property
    def order(self):
        """The sort key: the strongest pair first."""
        kind, total = self.level
        return -kind, -total, self.one.slug, self.other.slug

    @property
    def languages(self):
        return shared_languages(self.one, self.other)

    @property
    def ends(self):
        return self.one, self.other

    def get_absolute_url(self):
        return reverse("partner-with", args=[self.one.slug, self.other.slug])


class Network:
    """The published partners and the pairs that public relations join.

    ``kind`` keeps one kind of join, ``partner`` the joins of one partner; ``direct`` is the
    condition of direct relations, or None for none. Partners are sorted by slug, so that the
    picture is the same in every language.
    """

    def __init__(self, records=None, *, kind="", partner=None, direct=ANY):
        tally = JoinCounts(_of_kind(kind, joins(records, partner=partner, direct=direct)))
        published = Partner.objects.published().with_languages().order_by("slug")
        partners = {each.pk: each for each in published}
        pairs = (
            Pair.of(*map(partners.get, ends), counts)
            for ends, counts in tally.pairs
            if partners.keys() >= {*ends}  # none was withdrawn between the queries
        )
        self.pairs = sorted(pairs, key=lambda pair: pair.order)
        self.joins_of = tally.partners
        """{id of a partner: number of its joins}."""
        self.partners = [each for pk, each in partners.items() if pk in self.joins_of]
        self.unconnected = [each for pk, each in partners.items() if pk not in self.joins_of]


def count_joins(records, *, kind="", partner=None, direct=ANY):
    """Return the number of joins of a Network of the same arguments."""
    return sum(1 for _each in _of_kind(kind, joins(records, partner=partner, direct=direct)))


def _of_kind(kind, found):
    return (each for each in found if kind in ("", each[2]))
