"""Which tags of HTML are read, and how."""

import re
from html import unescape

import nh3

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LISTS = {"ul": "ul", "menu": "ul", "dir": "ul", "ol": "ol"}
CELLS = ("td", "th")
BLOCKS = {
    *HEADINGS, *LISTS, *CELLS, "address", "article", "blockquote", "caption", "center", "dd",
    "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "header", "hgroup", "hr",
    "legend", "li", "main", "p", "pre", "search", "section", "summary", "table", "tbody", "tfoot",
    "thead", "tr",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "u", "var",
}  # fmt: skip
DROPPED = {
    "img": "img", "picture": "img", "canvas": "img", "audio": "media", "video": "media",
    "iframe": "media", "object": "media", "embed": "media", "button": "media", "input": "media",
    "select": "media", "textarea": "media", "form": "media", "nav": "menu", "aside": "menu",
    "footer": "menu",
}  # fmt: skip
"""Tag to the key of the loss."""
VOID = ("br", "hr", "img", "embed", "input")
_UNSEEN = {"script", "style", "title", "template", "noscript", "svg", "math", "xml", "head"}
_ATTRIBUTES = {"class", "style", "hidden"}
_OWN_ATTRIBUTES = {"a": {"href"}, "ol": {"start", "type"}, "table": {"role"}}
_OWN_ATTRIBUTES |= {tag: {"rowspan", "colspan"} for tag in CELLS}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)")
_IGNORED_IN_ADDRESSES = re.compile(r"[\t\r\n\0]")


def clean_html(html):
    """Return well-nested HTML with nothing but what the reader knows."""
    tags = BLOCKS | _INLINE | set(DROPPED)
    return nh3.clean(
        html,
        tags=tags,
        clean_content_tags=_UNSEEN,
        attributes={tag: _ATTRIBUTES | _OWN_ATTRIBUTES.get(tag, set()) for tag in tags},
        url_schemes=schemes(html),
        link_rel=None,
    )


def schemes(html):
    """Return all that could be the scheme of an address, so that no address is lost unseen."""
    return {*_SCHEME.findall(_IGNORED_IN_ADDRESSES.sub("", unescape(html)).lower())} | {"https"}
