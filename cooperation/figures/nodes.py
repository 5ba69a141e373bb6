"""The size and place of each partner in the picture of the network."""

from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from cooperation.domain import languages
from cooperation.domain.texts.collation import sort_key
from cooperation.figures import forces, svg
from cooperation.figures.svg import TEXT

WIDTH, NARROWEST = 1200, 320
"""The width of a picture with many partners, and with few."""

MARGIN = 16
GAP = 10
LINE = 18
SPARSE, DENSE = (150, 26.0), (104, 14.0)
"""The largest (label width, radius) among few partners, and among many."""

ATTRACTION = {"agreement": 0.6, "activity": 0.4, "direct": 0.5, "body": 0.3, "presence": 0.04}
"""How strongly each kind of join pulls two partners together."""


class Node(NamedTuple):
    """A partner in the picture; ``x`` and ``y`` are the middle of its shape."""

    partner: object
    number: int
    x: float
    y: float
    radius: float
    label: list

    @property
    def box(self):
        """(left, top, right, bottom) of shape and label."""
        width, height = _size(self.radius, self.label)
        top = self.y - self.radius
        return self.x - width / 2, top, self.x + width / 2, top + height


def name_of(partner):
    """Return the abbreviation of a partner, or else its title."""
    return partner.short_name or partner.title


def by_name(partner):
    """Return the sort key of a partner by name."""
    return sort_key(name_of(partner), languages.current())


def nodes_of(network, partners, pairs):
    """Return (nodes without overlaps, width, height)."""
    place = {partner.pk: number for number, partner in enumerate(partners)}
    links = tuple(
        (place[pair.one.pk], place[pair.other.pk], _attraction(pair.counts)) for pair in pairs
    )
    label_width, largest = SPARSE if len(partners) <= forces.MOST_PUSHED else DENSE
    looks = [
        (
            min(8 + 3 * sqrt(network.joins_of[partner.pk]), largest),
            svg.wrap(name_of(partner), label_width, TEXT),
        )
        for partner in partners
    ]
    sizes = [_size(*look) for look in looks]
    places, width, height = _place(links, sizes)
    nodes = [
        Node(partner, network.joins_of[partner.pk], x, y - size[1] / 2 + look[0], *look)
        for partner, look, size, (x, y) in zip(partners, looks, sizes, places, strict=True)
    ]
    return nodes, width, height


def _attraction(counts):
    return min(2.0, sum(ATTRACTION[kind] * sqrt(number) for kind, number in counts.items()))


def _size(radius, label):
    width = max([2 * radius, *(svg.text_width(line, TEXT) for line in label)])
    return width, 2 * radius + 4 + LINE * len(label)


def _place(links, sizes):
    """Return (middles of the boxes, width, height of the picture)."""
    if not sizes:
        return [], NARROWEST, 0
    room = min(WIDTH - 2 * MARGIN, 150 + 70 * len(sizes))
    area = sum((width + GAP) * (height + GAP) for width, height in sizes)
    down = max(0.5 * room, area * 2.4 / room)
    spread = _layout(len(sizes), links)
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*spread, strict=True))
    boxes = [
        ((x - left) / ((right - left) or 1) * room, (y - top) / ((bottom - top) or 1) * down, *size)
        for (x, y), size in zip(spread, sizes, strict=True)
    ]
    boxes = forces.separate(boxes, room, GAP)
    first = min(y - height / 2 for _x, y, _width, height in boxes)
    last = max(y + height / 2 for _x, y, _width, height in boxes)
    places = [(round(x + MARGIN, 1), round(y - first + MARGIN, 1)) for x, y, _w, _h in boxes]
    return places, max(room + 2 * MARGIN, NARROWEST), last - first + 2 * MARGIN


@lru_cache(maxsize=64)
def _layout(number, links):
    """Cache recent layouts: one of 200 nodes takes about 0.3 s."""
    return forces.layout(number, links)
