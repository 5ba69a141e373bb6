"""The cooperation network as a picture: partners as shapes, joins as lines."""

from itertools import accumulate
from math import inf
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.domain.joins import JOINS
from cooperation.figures import Cell, Drawing, svg
from cooperation.figures.nodes import LINE, MARGIN, by_name, name_of, nodes_of
from cooperation.figures.shapes import SHAPES, outlines
from cooperation.figures.svg import TEXT, element

MOST_PARTNERS = 40
"""Partners on a page; with more, the page shows a matrix."""

MOST_LINES = 120
"""Lines on a page; more would hide each other and make the page too large."""


class Capacity(NamedTuple):
    """Limits of a picture: partners, lines, and bytes of names including the table."""

    partners: int = MOST_PARTNERS
    lines: int = MOST_LINES
    bytes: float = inf


PAGE = Capacity(bytes=38_000)
FILE = Capacity(partners=200, lines=400)

DASHES = {"activity": "12 4", "direct": "12 3 2 3", "body": "5 4", "presence": "1 5"}
"""The dashes of each kind of join; an agreement has a solid line."""


def choose_drawn(network, room=PAGE):
    """Return (partners to draw, pairs to draw, number of pairs left out).

    The least connected partners are left out first. Pairs of the same strength are left out
    together, because a choice among them would be arbitrary.
    """
    most = sorted(network.partners, key=lambda each: -network.joins_of[each.pk])[: room.partners]
    kept = {partner.pk for partner in most}
    pairs = [pair for pair in network.pairs if {end.pk for end in pair.ends} <= kept]
    sizes = accumulate(map(_size, pairs), initial=sum(map(_size_of_shape, most)))
    fitting = sum(size <= room.bytes for size in sizes) - 1
    end = max(0, min(fitting, room.lines))
    if end < len(pairs):
        while end and pairs[end - 1].level == pairs[end].level:
            end -= 1
    partners = [partner for partner in network.partners if partner.pk in kept]
    return partners, pairs[:end], len(network.pairs) - end


def fits(network, room):
    """Whether a picture has room for all partners and some lines."""
    return len(network.partners) <= room.partners and bool(choose_drawn(network, room)[1])


def _size(pair):
    """Return the approximate bytes of a pair’s line and table row."""
    return 2 * len(f"{_names(pair)}{pair.get_absolute_url()}".encode()) + 130


def _size_of_shape(partner):
    """Return the approximate bytes of a partner’s shape and label."""
    return len(f"{partner.title}{name_of(partner)}".encode()) + 300


def draw(network, download="", room=PAGE):
    """Return the Drawing of a network; its rows are the pairs drawn."""
    partners, pairs, left_out = choose_drawn(network, room)
    nodes, width, height = nodes_of(network, partners, pairs)
    by_partner = {node.partner.pk: node for node in nodes}
    kinds = [kind for kind in JOINS if any(pair.kind == kind for pair in pairs)]
    lines = [
        element(
            "g",
            *(_line(pair, by_partner) for pair in pairs if pair.kind == kind),
            class_="network__lines",
            **_look(kind),
        )
        for kind in kinds
    ]
    key, end = _key(kinds, partners, width, height + LINE)
    shapes = [_shape_of(node) for node in sorted(nodes, key=lambda node: by_name(node.partner))]
    title = _("Cooperation network")
    root = svg.picture(width, end, title, *lines, *shapes, *key, font_size=TEXT)
    root.attrib |= {"width": f"{width:g}", "height": f"{end:g}"}
    return Drawing(
        "network",
        title,
        root,
        *_table(pairs),
        _notes(network, partners, kinds, left_out),
        download,
    )


def _line(pair, nodes):
    one, other = nodes[pair.one.pk], nodes[pair.other.pk]
    x, y = round(one.x), round(one.y)
    way = f"M{x} {y}l{round(other.x) - x} {round(other.y) - y}"
    width = None if pair.total == 1 else min(6.0, 1 + pair.total / 2)
    return svg.link(
        pair.get_absolute_url(),
        f"{_names(pair)}: {_joins(pair.total)}",
        element("path", d=way, stroke_width=width),
    )


def _names(pair):
    return f"{name_of(pair.one)} – {name_of(pair.other)}"


def _joins(number):
    return ngettext("%(number)d link", "%(number)d links", number) % {"number": number}


def _shape_of(node):
    partner = node.partner
    name = f"{partner.title}, {partner.get_type_display()}: {_joins(node.number)}"
    first = node.y + node.radius + 2 + TEXT
    return svg.link(
        partner.get_absolute_url(),
        name,
        *outlines(partner.type, node.x, node.y, node.radius),
        svg.lines_of_text(node.label, node.x, first, LINE, class_="network__label"),
    )


def _key(kinds, partners, room, top):
    """Return the legend of lines and shapes below the picture, and where it ends."""
    types = [type_ for type_ in SHAPES if any(each.type == type_ for each in partners)]
    samples = [(_sample(kind), JOINS[kind].label) for kind in kinds]
    samples += [(outlines(type_, 22, -5, 10), type_.label) for type_ in types]
    items, x, y = [], MARGIN, top
    for sample, label in samples:
        width = 52 + svg.text_width(label, TEXT) + 24
        if x + width > room and x > MARGIN:
            x, y = MARGIN, y + 30
        text = element("text", label, x=52)
        items.append(element("g", *sample, text, transform=f"translate({x:g} {y:g})"))
        x += width
    return items, y + MARGIN


def _sample(kind):
    line = element("path", d="M2 -5H42", stroke_width=2)
    return [element("g", line, class_="network__lines", **_look(kind))]


def _look(kind):
    return {
        "data_join": kind,
        "fill": "none",
        "stroke": "currentColor",
        "stroke_dasharray": DASHES.get(kind),
    }


def _table(pairs):
    """Return the columns and rows of the table: joins of each pair by kind."""
    kinds = [kind for kind in JOINS if any(kind in pair.counts for pair in pairs)]
    columns = [_("Partners"), *(JOINS[kind].label for kind in kinds), _("All")]
    rows = [
        [
            Cell(_names(pair), pair.get_absolute_url()),
            *(str(pair.counts.get(kind, "")) for kind in kinds),
            str(pair.total),
        ]
        for pair in pairs
    ]
    return columns, rows


def _notes(network, partners, kinds, left_out):
    """Return how to read the picture, and what it leaves out."""
    notes = [f"{JOINS[kind].label}: {JOINS[kind].meaning}" for kind in kinds]
    if hidden := len(network.partners) - len(partners):
        notes.append(
            ngettext(
                "%(number)d partner with fewer links is not drawn.",
                "%(number)d partners with fewer links are not drawn.",
                hidden,
            )
            % {"number": hidden}
        )
    if left_out:
        notes.append(
            ngettext(
                "%(number)d pair with the weakest links is not drawn.",
                "%(number)d pairs with the weakest links are not drawn.",
                left_out,
            )
            % {"number": left_out}
        )
    return notes
