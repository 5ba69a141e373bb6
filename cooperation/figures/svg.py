"""SVG elements and text measurement.

A picture is a tree of ``xml.etree`` elements, which escape their texts. ``inline`` makes markup for
a page, where the style sheet colours it; ``document`` makes a file that needs no style sheet.
"""

import copy
import re
from xml.etree import ElementTree

from django.utils.html import html_safe

NAMESPACE = "http://www.w3.org/2000/svg"
TEXT, SMALL = 15, 13
"""Font sizes in a picture."""

MARGIN = 20
"""Around a picture in a file."""

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not allow."""

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
    """Return an element; ``class_`` and ``text_anchor`` become ``class`` and ``text-anchor``.

    Children are elements or texts. Floats are rounded to tenths; None is left out.
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
    """Return a link with a name for screen readers and tooltips."""
    return element("a", element("title", name), *children, href=href, **attributes)


def lines_of_text(lines, x, y, line_height, **attributes):
    """Return a ``text`` with several lines; the baseline of the first is at ``y``."""
    rows = [
        element("tspan", line, x=float(x), y=float(y + number * line_height))
        for number, line in enumerate(lines)
    ]
    return element("text", *rows, **attributes)


def picture(width, height, name, *children, **attributes):
    """Return the root element of a picture with links; ``name`` is its label."""
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
    text = ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)
    return Markup(text.replace(" />", "/>"))  # in values > is escaped


def document(root, *, base, paint, source=""):
    """Return a picture as the bytes of a standalone SVG file.

    ``paint`` is {class, or name=value of a data attribute: {attribute: value}}. Colours are
    attributes, because a strict Content-Security-Policy and many programs ignore ``style``. Links
    start with ``base``, the address of the site; ``source`` is printed below the picture.
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
    """Set the colours of an element and its children; ``color`` is the current colour."""
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
    """Return the approximate width of a text in Source Sans or Arial, whichever is wider."""
    return size * sum(
        _WIDTH_OF.get(character, _OTHER_WIDTH if ord(character) < 0x2E80 else _WIDEST)
        for character in text
    )


def truncate(text, width, size):
    """Return a text, cut with “…” if it does not fit, between words if possible."""
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
    """Return a text in at most ``most`` lines; the last is cut if needed."""
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
