"""What every picture is made of: SVG elements, escaped by construction, and measured text.

A picture is a tree of ``xml.etree`` elements. ``inline`` puts it into a page, where classes and
the style sheet give it its colours; ``document`` makes a file of it that needs no style sheet.
"""

import copy
import re
from xml.etree import ElementTree

from django.utils.html import html_safe

NAMESPACE = "http://www.w3.org/2000/svg"
TEXT, SMALL = 15, 13
"""Sizes of type in a picture, in its own units."""

MARGIN = 20
"""Around a picture in a file."""

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""

_WIDTHS = {
    0.28: " !',.:;|·‘’ʻʼIfijlІЇії\N{NO-BREAK SPACE}",
    0.34: "()-/[]\\{}rt",
    0.4: "°г",
    0.46: '*"“”зт',
    0.5: "^Jcksvxyzксухэў",
    0.56: "#$?_`«»–0123456789LabdeghnopquГавеийнопрчьяёғҳ",
    0.6: "+<=>~FTZЗКТбдлцқҒ",
    0.67: "&ABEKPSVXYАБВДЕЛРУХЧЬъЁЎҚҲ",
    0.73: "CDHNRUwИЙНПСЦЭЯжмы",
    0.78: "GOQОФЪю",
    0.85: "MmМфшщ",
    0.92: "%ЖШЫ",
    1.02: "@—…WЩЮ№",
}
_WIDTH_OF = {character: width for width, text in _WIDTHS.items() for character in text}
_OTHER_WIDTH = 0.7
_WIDEST = 1.1


def element(tag, *children, **attributes):
    """Return an element; ``class_`` and ``text_anchor`` name ``class`` and ``text-anchor``.

    Children are elements or texts. Numbers are rounded to tenths; an attribute or a child that is
    None is left out. Nothing needs escaping.
    """
    node = ElementTree.Element(tag)
    for name, value in attributes.items():
        if value is not None:
            node.set(name.rstrip("_").replace("_", "-"), _written(value))
    for child in children:
        if child is None:
            continue
        if ElementTree.iselement(child):
            node.append(child)
        elif len(node):
            node[-1].tail = (node[-1].tail or "") + _written(child)
        else:
            node.text = (node.text or "") + _written(child)
    return node


def _written(value):
    if isinstance(value, float):
        return f"{round(value, 1) + 0.0:.12g}"
    return NOT_IN_XML.sub("", str(value))


def link(href, name, *children, **attributes):
    """Return a link whose name, for readers who do not see it and on hover, is ``name``."""
    return element("a", element("title", name), *children, href=href, **attributes)


def lines_of_text(lines, x, y, line_height, **attributes):
    """Return a ``text`` of several lines, the first with its base line at ``y``."""
    rows = [
        element("tspan", line, x=float(x), y=float(y + number * line_height))
        for number, line in enumerate(lines)
    ]
    return element("text", *rows, **attributes)


def picture(width, height, name, *children, **attributes):
    """Return the root of a picture that holds links; ``name`` says what it shows."""
    return element(
        "svg",
        *children,
        viewBox=f"0 0 {_written(float(width))} {_written(float(height))}",
        role="group",
        aria_label=name,
        **attributes,
    )


@html_safe
class Markup(str):
    """Serialized elements: escaped already."""

    def __str__(self):
        return self


def inline(root):
    """Return a picture as markup for a page."""
    text = ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)
    return Markup(text.replace(" />", "/>"))  # in values > is escaped


def document(root, *, base, paint, source=""):
    """Return a picture as the bytes of an SVG file that stands for itself.

    ``paint`` is {class, or name=value of a data attribute: {attribute: value}}: colours are
    written on the elements themselves, as a strict Content-Security-Policy and most drawing
    programs ignore a ``style``. Links get ``base`` in front, the address of the site; the name of
    the picture becomes its title, and ``source``, where it comes from, stands below it.
    """
    root = copy.deepcopy(root)
    _paint(root, paint, base, paint["text"]["fill"])
    _left, _top, width, height = map(float, root.get("viewBox").split())
    size = {"width": width + 2 * MARGIN, "height": height + 2 * MARGIN + 2 * SMALL}
    corner = {"x": -MARGIN, "y": -MARGIN}
    frame = " ".join(_written(float(number)) for number in (*corner.values(), *size.values()))
    look = {"font-family": "Arial, sans-serif", "fill": paint["text"]["fill"]}
    root.attrib |= {"xmlns": NAMESPACE, "viewBox": frame} | look
    root.attrib |= {name: _written(number) for name, number in size.items()}
    ground = element("rect", **corner, **size, **paint["page"])
    root.insert(0, ground)
    root.insert(0, element("title", root.attrib.pop("aria-label")))
    root.append(element("text", source, y=height + 2 * SMALL, font_size=SMALL))
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _paint(node, paint, base, color):
    """Write its colours on an element and all in it; ``color`` is the current one."""
    data = {name: node.attrib.pop(name) for name in list(node.attrib) if name.startswith("data-")}
    keys = [f"{name.removeprefix('data-')}={value}" for name, value in data.items()]
    for key in [*keys, *node.attrib.pop("class", "").split()]:
        look = dict(paint.get(key, {}))
        color = look.pop("color", color)
        node.attrib |= look
    for name, value in node.attrib.items():
        if value == "currentColor":
            node.set(name, color)
    if node.get("href", "").startswith("/"):
        node.set("href", base + node.get("href"))
    for child in node:
        _paint(child, paint, base, color)


def text_width(text, size):
    """Return about how wide a text is in a sans-serif face, rather too wide than too narrow.

    Widths are those of Source Sans and Arial, whichever is wider.
    """
    return size * sum(
        _WIDTH_OF.get(character, _OTHER_WIDTH if ord(character) < 0x2E80 else _WIDEST)
        for character in text
    )


def truncate(text, width, size):
    """Return a text, or as much of it as fits with “…”; at a word where possible."""
    if text_width(text, size) <= width:
        return text
    room = width - text_width("…", size)
    end = 0
    while end < len(text) and text_width(text[: end + 1], size) <= room:
        end += 1
    kept = text[:end].rstrip()
    at_word = kept.rpartition(" ")[0]
    whole = at_word if len(at_word) > end / 2 and not text[end : end + 1].isspace() else kept
    return f"{whole.rstrip(' ,;:–-')}…"


def wrap(text, width, size, most=2):
    """Return the lines of a text, at most ``most``; the last is cut if there is more."""
    lines, rest = [], text.split()
    while rest and len(lines) < most - 1:
        line = rest[0]
        taken = 1
        while taken < len(rest) and text_width(f"{line} {rest[taken]}", size) <= width:
            line = f"{line} {rest[taken]}"
            taken += 1
        if text_width(line, size) > width:
            break
        lines.append(line)
        rest = rest[taken:]
    if rest:
        lines.append(truncate(" ".join(rest), width, size))
    return lines
