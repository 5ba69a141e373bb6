"""The shape and colour family of each type of partner."""

from math import cos, pi, sin
from typing import NamedTuple

from cooperation.domain.vocabulary import PartnerType
from cooperation.figures.svg import element


class PartnerShape(NamedTuple):
    """A circle (0 corners) or regular polygon, and the family that gives its colour.

    ``turn`` is the share of a full turn to the first corner. ``is_ring`` adds a second outline,
    for groups.
    """

    corners: int
    turn: float
    family: str
    is_ring: bool = False


SHAPES = {
    PartnerType.STATE: PartnerShape(0, 0, "state"),
    PartnerType.GROUP_OF_STATES: PartnerShape(0, 0, "state", True),
    PartnerType.UN_BODY: PartnerShape(4, 1 / 8, "body"),
    PartnerType.ORGANIZATION: PartnerShape(4, 0, "body"),
    PartnerType.INSTITUTION: PartnerShape(6, 0, "national"),
    PartnerType.THINK_TANK: PartnerShape(3, -1 / 4, "national"),
    PartnerType.OFFICE: PartnerShape(5, -1 / 4, "national"),
    PartnerType.GROUPING: PartnerShape(8, 1 / 16, "grouping", True),
}


def outlines(type_, x, y, radius):
    """Return the outlines for a type of partner."""
    shape = SHAPES[type_]
    radii = [radius, radius - 5] if shape.is_ring else [radius]
    return [_outline(shape, x, y, float(each)) for each in radii]


def _outline(shape, x, y, radius):
    tag, place = "circle", {"cx": x, "cy": y, "r": radius}
    if shape.corners:
        tag, place = "path", {"d": _polygon(shape, x, y, radius)}
    family = shape.family
    return element(tag, **place, class_="network__shape", data_family=family)


def _polygon(shape, x, y, radius):
    angles = (2 * pi * (shape.turn + corner / shape.corners) for corner in range(shape.corners))
    return f"M{'L'.join(f'{x + radius * cos(a):.1f} {y + radius * sin(a):.1f}' for a in angles)}Z"
