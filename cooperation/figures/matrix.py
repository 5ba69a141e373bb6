"""The cooperation network as a matrix: one row and one column for each partner, counts between."""

from typing import NamedTuple

from cooperation.figures.nodes import by_name, name_of

MOST_PARTNERS = 20
"""As many columns as fit beside each other on a wide screen."""

SHADES = (1, 2, 4, 8)
"""From how many joins on a cell gets the next shade."""


class MatrixCell(NamedTuple):
    """What stands where two partners meet: a Pair, and how dark it is, from 1 to 4."""

    pair: object
    shade: int


class Matrix:
    """The most joined partners of a network, by name, and the joins between each two of them.

    ``rows`` holds (partner, its name, [a MatrixCell, or None where nothing joins the two]).
    ``more`` is how many partners the matrix leaves out.
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
