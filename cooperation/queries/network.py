"""The cooperation network: which partners are joined, by what and how often."""

from typing import NamedTuple

from django.urls import reverse

from cooperation.domain.joins import JOINS, strength
from cooperation.models import Partner
from cooperation.queries.joins import JoinCounts, joins


def shared_languages(one, other):
    """Return the codes of the languages in which both of two records can be read."""
    return [code for code in one.languages if code in other.languages]


class Pair(NamedTuple):
    """Two partners, in the order of their addresses, and {kind of join: number of joins}."""

    one: Partner
    other: Partner
    counts: dict

    @classmethod
    def of(cls, one, other, counts):
        """Return the pair of two partners, whichever is given first."""
        return cls(*sorted((one, other), key=lambda partner: partner.slug), counts)

    @property
    def total(self):
        """How many records and direct relations join the two."""
        return sum(self.counts.values())

    @property
    def kind(self):
        """The strongest kind of join between them."""
        return next(key for key in JOINS if key in self.counts)

    @property
    def level(self):
        """How much the joins say of the two: their strongest kind, and how many they are."""
        return strength(self.kind), self.total

    @property
    def order(self):
        """The key to sort by: what says most comes first."""
        kind, total = self.level
        return -kind, -total, self.one.slug, self.other.slug

    @property
    def languages(self):
        """The codes of the languages in which both partners can be read."""
        return shared_languages(self.one, self.other)

    @property
    def ends(self):
        return self.one, self.other

    def get_absolute_url(self):
        return reverse("partner-with", args=[self.one.slug, self.other.slug])


def _partners():
    return Partner.objects.published().with_languages().order_by("slug")


class Network:
    """The published partners and the pairs of them that public relations join.

    ``kind`` keeps one kind of join; see ``joins`` for the other conditions. Pairs come in their
    order, partners and those who are joined to nobody by their addresses, so that the same
    register gives the same picture in every language.
    """

    def __init__(self, records=None, *, kind="", **conditions):
        tally = JoinCounts(each for each in joins(records, **conditions) if kind in ("", each[2]))
        partners = {each.pk: each for each in _partners()}
        pairs = (
            Pair.of(*map(partners.get, ends), counts)
            for ends, counts in tally.pairs
            if partners.keys() >= {*ends}  # nobody has gone between the queries
        )
        self.pairs = sorted(pairs, key=lambda pair: pair.order)
        self.joins_of = tally.partners
        """{id of a partner: how many records and direct relations join it to others}."""
        self.partners = [each for pk, each in partners.items() if pk in self.joins_of]
        self.unconnected = [each for pk, each in partners.items() if pk not in self.joins_of]
