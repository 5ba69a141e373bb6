"""The icons of kinds, embedded in pictures."""

from functools import lru_cache
from xml.etree import ElementTree

from django.conf import settings

from cooperation.figures.svg import NAMESPACE, element

FILE = settings.BASE_DIR / "static" / "img" / "icons.svg"


@lru_cache
def _symbols():
    """Return {name: symbol} of the site’s icons, without their namespace."""
    root = ElementTree.parse(FILE).getroot()  # noqa: S314 a file of our own
    for node in root.iter():
        node.tag = node.tag.removeprefix(f"{{{NAMESPACE}}}")
    return {symbol.get("id"): symbol for symbol in root.iter("symbol")}


def symbols(kinds, name):
    """Return the ``defs`` of the icons of kinds; ``name`` is the picture’s name."""
    return element("defs", *(_symbol(kind, name) for kind in kinds))


def _symbol(kind, name):
    drawn = _symbols()[kind]
    look = {"fill": "none", "stroke": "currentColor", "stroke_width": 2}
    return element("symbol", *drawn, id=f"{name}-{kind}", viewBox=drawn.get("viewBox"), **look)


def icon(kind, name, x, y, size=16):
    """Return the icon of a kind with its upper left corner at ``x``, ``y``."""
    return element("use", href=f"#{name}-{kind}", x=x, y=y, width=size, height=size)
