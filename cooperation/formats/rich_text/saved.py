"""Rich text as it is saved: the mark-up of our editor, and nothing else."""

from html.parser import HTMLParser

import nh3

from cooperation.domain.web_address import WebAddressError
from cooperation.formats.rich_text.blocks import nested_html
from cooperation.formats.rich_text.headings import heading_tags
from cooperation.formats.rich_text.reader import read_html
from cooperation.formats.rich_text.tags import schemes

_ATTRIBUTES = {"a": {"href", "rel", "title"}, "ol": {"start", "type", "data-type"}}
TAGS = {
    "a", "blockquote", "br", "em", "h2", "h3", "li", "ol", "p", "strong", "ul",
}  # fmt: skip
_EMPTY = ("<p></p>", "<h2></h2>", "<h3></h3>")


def clean_rich_text(html, full_address):
    """Return rich text in the mark-up of our editor, and the errors of its links.

    Text of another make is read as a pasted one. ``full_address`` completes the address of a
    link, or raises a WebAddressError.
    """
    if _is_foreign(html):
        blocks, _lost = read_html(html)
        html = nested_html(blocks, heading_tags(blocks))
    clean, errors = _with_full_addresses(html, full_address)
    return "" if clean in _EMPTY else clean, errors


def refused_links(html, full_address):
    """Return the errors of the links of a text; ``full_address`` is that of ``clean_rich_text``."""
    return _with_full_addresses(html, full_address)[1]


def _with_full_addresses(html, full_address):
    errors = []

    def completed(_tag, name, value):
        if name != "href":
            return value
        try:
            return full_address(value)
        except WebAddressError as error:  # nh3 lets no error pass
            errors.append(error)
            return None

    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=schemes(html),
        attribute_filter=completed,
        link_rel=None,
    )
    return clean, errors


class _ForeignMarkup(HTMLParser):
    """Finds tags and attributes that our editor does not write."""

    found = False

    def handle_starttag(self, tag, attrs):
        allowed = _ATTRIBUTES.get(tag, ())
        self.found = self.found or tag not in TAGS or any(name not in allowed for name, _ in attrs)

    def unknown_decl(self, data):
        self.found = True

    handle_comment = handle_decl = handle_pi = unknown_decl


def _is_foreign(html):
    parser = _ForeignMarkup()
    try:
        parser.feed(html)
        parser.close()
    except (AssertionError, ValueError, OverflowError):  # of mark-up that no editor writes
        return True
    return parser.found
