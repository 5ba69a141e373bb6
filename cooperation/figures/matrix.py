"""The cooperation network as a matrix of partners with counts of joins."""

from typing import NamedTuple

from cooperation.figures.nodes import by_name, name_of

MOST_PARTNERS = 20
"""Columns that fit a wide screen."""

SHADES = (1, 2, 4, 8)
"""The least number of joins of each shade."""


class MatrixCell(NamedTuple):
    """A Pair and its shade from 1 to 4."""

    pair: object
    shade: int


class Matrix:
    """The best connected partners of a network, sorted by name.

    ``rows`` yields (partner, name, [MatrixCell or None]); ``more`` counts the partners left out.
    """

    def __init__(self, network):
        ranked = sorted(network.partners, key=lambda each: -network.joins_of[each.pk])
        self.partners = sorted(ranked[:MOST_PARTNERS], key=by_name)
        self.names = [name_of(partner) for partner in self.partners]
        self.more = len(ranked) - len(self.partners)
        self._pairs = {frozenset(end.pk for end in pair.ends): pair for pair in network.pairs}

    @property
    def rows(self):
        for partner, name in zip(self.partners, self.names, strict=True):
            yield partner, name, [self._between(partner, other) for other in self.partners]

    def _between(self, one, other):
        pair = self._pairs.get(frozenset((one.pk, other.pk)))
        return pair and MatrixCell(pair, sum(pair.total >= least for least in SHADES))
