"""How tests read pictures: as trees, as rows of their tables, as boxes."""

import re
from html import unescape
from itertools import combinations
from types import SimpleNamespace
from xml.etree import ElementTree

from cooperation.figures.svg import TEXT, text_width
from tests.support.pages import body_of, text_of

SPACE = "{http://www.w3.org/2000/svg}"

HOSTILE = '"><script>alert(1)</script>&amp; \x00 \u202e <svg onload=x> ' + "W" * 200
"""A title that would break out of its picture."""


def parse(markup):
    """Return a picture as a tree without namespaces; an error if it is not well-formed."""
    root = ElementTree.fromstring(markup)  # noqa: S314  (made by this very test)
    for node in root.iter():
        node.tag = node.tag.removeprefix(SPACE)
    return root


def picture_in(response, name="timeline"):
    """Return the picture of a page by the name of its frame; None if there is none."""
    found = re.search(
        rf'<div class="figure" id="{name}">.*?(<svg.*?</svg>)', body_of(response), re.S
    )
    return parse(found[1]) if found else None


def links_in(root):
    """Return [(address, name)] of a picture in the order of the keyboard."""
    return [(link.get("href"), link.find("title").text) for link in root.iter("a")]


def rows_in(response, name="timeline"):
    """Return the rows of the table of a picture, each a list of (text, address or "")."""
    figure = re.search(rf'id="{name}">.*?<table.*?</table>', body_of(response), re.S)[0]
    rows = re.findall(r"<tr[ >].*?</tr>", figure, re.S)
    return [[_cell(cell) for cell in re.findall(r"<t[dh].*?</t[dh]>", row, re.S)] for row in rows]


def _cell(cell):
    address = re.search(r'href="([^"]*)"', cell)
    return text_of(cell), unescape(address[1]) if address else ""


def records_in(response):
    """Return [(address, date, title, kind)] of the table of the timeline, from top to bottom."""
    found, date = [], ""
    for row in rows_in(response):
        if len(row) == 3 and row[1][1]:
            date = row[0][0].removesuffix(" order not known")
        if len(row) > 1 and row[-2][1]:
            found.append((row[-2][1], date, row[-2][0], row[-1][0]))
    return found


def marks_in(link):
    """Return the shapes of a mark: those of its periods, then its own."""
    return [node for node in link if node.tag in ("rect", "circle")]


def extent_of(shape):
    """Return where a shape begins and ends; a dot is where its middle is."""
    if shape.tag == "circle":
        return float(shape.get("cx")), float(shape.get("cx"))
    start = float(shape.get("x"))
    return start, start + float(shape.get("width"))


def boxes_of(link):
    """Return [(left, right, top, bottom)] of the marks and the lines of words of a link."""
    boxes = []
    for shape in marks_in(link):
        start, end = extent_of(shape)
        radius = float(shape.get("r", 0))
        top = float(shape.get("cy", 0)) - radius if radius else float(shape.get("y"))
        boxes.append((start - radius, end + radius, top, top + (2 * radius or 14)))
    for text in link.iter("text"):
        size = float(text.get("font-size", TEXT))
        for line in list(text) or [text]:
            if line.get("y") is None:  # a title without any word
                continue
            width = text_width(line.text or "", size)
            x = float(line.get("x")) - (width if text.get("text-anchor") == "end" else 0)
            boxes.append((x, x + width, float(line.get("y")) - size, float(line.get("y"))))
    return boxes


def touch(one, other):
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def axis_of(root):
    """Return what the script is told of the axis."""
    return SimpleNamespace(
        first=root.get("data-first"),
        last=root.get("data-last"),
        left=float(root.get("data-left")),
        right=float(root.get("data-right")),
    )


def overlapping(boxes):
    """Return the pairs of (left, top, right, bottom) that lie on each other."""
    return [
        (one, other)
        for one, other in combinations(boxes, 2)
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
