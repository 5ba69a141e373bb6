"""What attributes of HTML say about the look of a text: CSS, and classes of word processors."""

import re
from typing import NamedTuple

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS_SELECTOR = re.compile(r"(?:[a-z0-9]+)?\.([\w-]+)", re.I)
_STYLE_SHEET = re.compile(r"<style\b[^>]*>(.*?)</style", re.I | re.S)
_NOISE = re.compile(r"<!--|-->|/\*.*?\*/", re.S)
_HEAVY = re.compile(r"\b(?:bold|bolder|[6-9]00)\b")
_TAG_SCRIPTS = {"sup": "sup", "sub": "sub"}
_ALIGNED_SCRIPTS = {"super": "sup", "sub": "sub", "baseline": ""}
_STRUCK_TAGS = {"del", "s", "strike"}
_DELETED_CLASSES = {"msodel"}
_COMMENT_CLASSES = {"msocommentreference", "msocommenttext", "msocomanchor", "msocomoff"}
_COMMENT_ELEMENTS = {"comment", "comment-list"}


class Look(NamedTuple):
    """How a stretch of text looks; ``script`` is "sup", "sub" or empty."""

    is_bold: bool = False
    is_italic: bool = False
    is_struck: bool = False
    script: str = ""
    address: str = ""


def style_sheet(html):
    """Return {class: {property: value}} of the style sheets within a page."""
    rules = {}
    for sheet in _STYLE_SHEET.findall(html):
        for selectors, body in _RULE.findall(_NOISE.sub("", sheet)):
            for selector in selectors.split(","):
                if name := _CLASS_SELECTOR.fullmatch(selector.strip()):
                    rules.setdefault(name[1].lower(), {}).update(properties(body))
    return rules


def properties(style):
    """Return {property: value} of a declaration block, in small letters."""
    pairs = (declaration.partition(":") for declaration in style.split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _colon, value in pairs if value}


def css_of(attributes, sheet):
    """Return {property: value} for an element with these attributes."""
    css = {}
    for name in classes_of(attributes):
        css |= sheet.get(name, {})
    return css | properties(attributes.get("style", ""))


def classes_of(attributes):
    return attributes.get("class", "").lower().split()


def is_hidden(attributes, css):
    """Whether readers of the original do not see an element."""
    return (
        "hidden" in attributes
        or css.get("display") == "none"
        or css.get("visibility") == "hidden"
        or css.get("mso-hide") == "all"
    )


def is_comment(attributes, css):
    """Whether an element is a comment of a reviewer in a word processor."""
    return (
        css.get("mso-element") in _COMMENT_ELEMENTS
        or css.get("mso-special-character") == "comment"
        or not _COMMENT_CLASSES.isdisjoint(classes_of(attributes))
    )


def look_of(tag, attributes, css, outer):
    """Return the Look within an element, from that around it."""
    is_bold, is_italic, is_struck, script, address = outer
    if tag in ("b", "strong"):
        is_bold = True
    if weight := css.get("font-weight") or css.get("font"):
        heavy = bool(_HEAVY.search(weight))
        is_bold = heavy if "font-weight" in css else heavy or is_bold
    if tag in ("i", "em"):
        is_italic = True
    if style := css.get("font-style"):
        is_italic = style.startswith(("italic", "oblique"))
    line = css.get("text-decoration", "") + css.get("text-decoration-line", "")
    is_struck = (
        is_struck
        or tag in _STRUCK_TAGS
        or "line-through" in line
        or not _DELETED_CLASSES.isdisjoint(classes_of(attributes))
    )
    script = _TAG_SCRIPTS.get(tag, script)
    script = _ALIGNED_SCRIPTS.get(css.get("vertical-align"), script)
    if tag == "a":
        address = attributes.get("href", "").strip()
    return Look(is_bold, is_italic, is_struck, script, address)
