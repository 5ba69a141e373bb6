"""The ornament and the icons of the site as lines on a canvas, read from the files of the pages."""

import re
from functools import lru_cache
from math import cos, radians, sin
from xml.etree import ElementTree

from django.conf import settings
from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import SVGPath

ICONS = settings.BASE_DIR / "static" / "img" / "icons.svg"
GIRIH = settings.BASE_DIR / "static" / "img" / "girih.svg"
STROKE = 1.75
"""The width of the lines of an icon, in its own units, as in static/css/components/kinds.css."""

STEPS = 16
"""Straight pieces for each curve."""

_SVG = "{http://www.w3.org/2000/svg}"
_ROTATION = re.compile(r"rotate\(([\d.]+) ([\d.]+) ([\d.]+)\)")


def draw_icon(canvas, name, place, size, colour):
    """Draw a symbol of the icons, ``size`` wide, with its upper left corner at ``place``."""
    lines, box = _icon(name)
    scale = size / box
    width = max(1, round(STROKE * scale))
    for line in lines:
        points = [(place[0] + x * scale, place[1] + y * scale) for x, y in line]
        canvas.line(points, fill=colour, width=width, joint="curve")
        for point in (points[0], points[-1]):
            canvas.circle(point, width / 2, fill=colour)


def girih_in(box, cell):
    """Yield the outlines of the ornament that fill a box, tile by tile, the stars first."""
    outlines, size = _girih()
    scale = cell / size
    left, top, right, bottom = box
    for row in range(-int((top - bottom) // cell)):
        for column in range(-int((left - right) // cell)):
            x, y = left + column * cell, top + row * cell
            for line in outlines:
                yield [(x + a * scale, y + b * scale) for a, b in line]


@lru_cache
def _icon(name):
    """Return the lines of a symbol and the width of its box."""
    for symbol in ElementTree.parse(ICONS).iter(f"{_SVG}symbol"):  # noqa: S314
        if symbol.get("id") == name:
            return _lines_of(symbol), float(symbol.get("viewBox").split()[2])
    raise KeyError(name)


@lru_cache
def _girih():
    root = ElementTree.parse(GIRIH).getroot()  # noqa: S314
    return _lines_of(root), float(root.get("width"))


def _lines_of(element):
    """Return the outlines of the shapes of an element as lists of points."""
    root = ElementTree.Element(f"{_SVG}svg")
    root.extend(element)
    text = ElementTree.tostring(root, encoding="unicode")
    pen = _LinesPen(None)
    SVGPath.fromstring(_ROTATION.sub(_matrix, text).encode()).draw(pen)
    return pen.lines


def _matrix(rotation):
    """Return a rotation of SVG as the matrix that it stands for."""
    angle, x, y = map(float, rotation.groups())
    c, s = cos(radians(angle)), sin(radians(angle))
    return f"matrix({c} {s} {-s} {c} {x - x * c + y * s} {y - x * s - y * c})"


class _LinesPen(BasePen):
    """Collects outlines as straight lines."""

    def __init__(self, glyphs):
        super().__init__(glyphs)
        self.lines = []

    def _moveTo(self, point):
        self.lines.append([point])

    def _lineTo(self, point):
        self.lines[-1].append(point)

    def _curveToOne(self, first, second, end):
        points = [self.lines[-1][-1], first, second, end]
        for step in range(1, STEPS + 1):
            t = step / STEPS
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
            pairs = list(zip(weights, points, strict=True))
            self.lines[-1].append(tuple(sum(w * p[axis] for w, p in pairs) for axis in (0, 1)))

    def _closePath(self):
        self.lines[-1].append(self.lines[-1][0])
