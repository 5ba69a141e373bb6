"""Networks of any size and shape for the tests of pictures, without the database."""

from cooperation.domain.joins import JOINS
from cooperation.domain.vocabulary import PartnerType
from cooperation.models import Partner
from cooperation.queries.network import Pair

TYPES = list(PartnerType)


class Graph:
    """Partners and pairs as ``queries.network.Network`` holds them."""

    def __init__(self, titles, pairs):
        """``pairs`` are (place, place, {kind of join: number})."""
        self.partners = [
            Partner(pk=number, slug=f"p{number:04}", title_en=title, type=TYPES[number % 8])
            for number, title in enumerate(titles)
        ]
        found = [Pair.of(self.partners[a], self.partners[b], counts) for a, b, counts in pairs]
        self.pairs = sorted(found, key=lambda pair: pair.order)
        self.unconnected = []
        self.joins_of = dict.fromkeys(range(len(titles)), 0)
        for pair in self.pairs:
            for end in pair.ends:
                self.joins_of[end.pk] += pair.total


def large(number, pairs):
    """Return a Graph of this many partners with long names, and about as many pairs."""
    titles = [f"Ministry of Foreign Affairs of the {n}th Republic" for n in range(number)]
    kinds, joined = list(JOINS), {}
    for turn in range(pairs):
        one, other = turn * 7 % number, turn * turn * 3 % number
        if one != other:
            joined[min(one, other), max(one, other)] = {kinds[turn % 5]: 1 + turn % 9}
    return Graph(titles, [(*ends, counts) for ends, counts in joined.items()])
