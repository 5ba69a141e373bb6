"""Reads .txt, .md, .html and .docx files into pieces of text."""

import io
import re
from html import unescape
from pathlib import PurePath

import mammoth
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt

from cooperation.domain.errors import as_typed
from cooperation.formats.archives import entry_sizes
from cooperation.formats.manuscripts.decoding import ManuscriptError, check_size, decode
from cooperation.formats.manuscripts.pieces import from_html, from_plain_text
from cooperation.formats.rich_text.addresses import base_of_page

LARGEST_UNPACKED = 100 * 1024 * 1024
"""The most bytes that a .docx may unpack to, against ZIP bombs."""

_DOCX_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"
_NO_PICTURES = mammoth.images.img_element(lambda image: {"src": ""})
_TITLE, _ARTICLE, _MAIN = (
    (re.compile(rf"<{tag}(?:\s[^<>]*)?>", re.I), re.compile(rf"</{tag}>", re.I))
    for tag in ("title", "article", "main")
)
"""Opening and closing tags of a page."""
MOST_CHARACTERS = 2_000_000
"""Of one text, as long as a thick book."""


def read_pieces(data, name, address=""):
    """Return (pieces, title in the metadata, encoding, {key of LOSS_NOTES: words}) of a file.

    ``address`` is that of the page the file was saved from: relative links begin there.
    Raises ManuscriptError if the file cannot be read.
    """
    check_size(len(data), name)
    reader = _READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise ManuscriptError(
            _(
                "“%(name)s” has a type that cannot be imported. "
                "Choose a .txt, .md, .html or .docx file."
            ),
            {"name": as_typed(name)},
        )
    found = reader(data, name, address)
    if not found[0]:
        raise ManuscriptError(
            _("“%(name)s” contains no text. Choose another file."), {"name": as_typed(name)}
        )
    number = sum(len(piece.html) for piece in found[0])
    if number > MOST_CHARACTERS:
        raise ManuscriptError(
            _(
                "“%(name)s” holds %(number)d characters. Import a text of at most %(limit)d: "
                "divide it into several files."
            ),
            {"name": as_typed(name), "number": number, "limit": MOST_CHARACTERS},
        )
    return found


def _plain(data, name, _address):
    text, encoding = decode(data, name)
    return from_plain_text(_lines(text)), "", encoding, {}


def _markdown(data, name, address):
    text, encoding = decode(data, name)
    html = MarkdownIt("commonmark").enable("table").render(_lines(text))
    pieces, lost = from_html(html, address)
    return pieces, "", encoding, lost


def _page(data, name, address):
    html, encoding = decode(data, name, is_html=True)
    named = " ".join(unescape(_within(html, _TITLE, is_first=True)).split())
    base = base_of_page(html, address)
    html = _within(html, _ARTICLE) or _within(html, _MAIN) or html
    pieces, lost = from_html(_lines(html), base)
    return pieces, named, encoding, lost


def _within(html, tags, is_first=False):
    """Return the HTML from the first opening tag to the last (or first) closing tag."""
    opening, closing = tags
    start = opening.search(html)
    ends = closing.finditer(html, start.end()) if start else ()
    end = next(iter(ends), None) if is_first else max(ends, key=re.Match.start, default=None)
    return html[start.end() : end.start()] if end else ""


def _docx(data, name, address):
    try:
        if sum(entry_sizes(io.BytesIO(data)).values()) > LARGEST_UNPACKED:
            raise ManuscriptError(
                _("“%(name)s” is too large when unpacked. Save its text as a new file."),
                {"name": as_typed(name)},
            )
        made = mammoth.convert_to_html(
            io.BytesIO(data), style_map=_DOCX_STYLES, convert_image=_NO_PICTURES
        )
    except (ManuscriptError, MemoryError):
        raise
    except Exception as error:  # damaged archives raise many kinds of errors
        raise ManuscriptError(
            _("“%(name)s” is not a .docx file, or a damaged one. Save it as .docx again."),
            {"name": as_typed(name)},
        ) from error
    pieces, lost = from_html(made.value, address)
    return pieces, "", "docx", lost


_READERS = {
    ".txt": _plain,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _page,
    ".htm": _page,
    ".docx": _docx,
}
EXTENSIONS = tuple(_READERS)
"""Allowed file extensions."""


def _lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")
