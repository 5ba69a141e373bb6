"""From a file of any format to the pieces of its text, and what was noticed on the way."""

import io
import re
import zipfile
from html import unescape
from pathlib import PurePath

import mammoth
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt

from cooperation.domain.errors import as_typed
from cooperation.formats.manuscripts.bytes import ManuscriptError, check_size, decode, is_certain
from cooperation.formats.manuscripts.pieces import from_html, from_plain_text

LARGEST_UNPACKED = 100 * 1024 * 1024
"""A .docx that unpacks to more bytes is made to fill the memory."""

_DOCX_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"
_NO_PICTURES = mammoth.images.img_element(lambda image: {"src": ""})
_PAGE_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.I | re.S)
_MAIN_PART = [re.compile(rf"<{tag}[\s>].*</{tag}>", re.I | re.S) for tag in ("article", "main")]
_LOST = (
    (re.compile(r"<img[\s>]", re.I), _("Pictures were left out.")),
    (re.compile(r"<table[\s>]", re.I), _("Each row of a table has become a paragraph.")),
)


def pieces_of(data, name):
    """Return the pieces of a file, the title that its format names, its encoding, and notes.

    Raises ManuscriptError for a file that cannot be read, with the remedy.
    """
    check_size(len(data), name)
    reader = _READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise ManuscriptError(
            _(
                "“%(name)s” is of no kind that can be read. "
                "Choose a .txt, .md, .html or .docx file."
            ),
            {"name": as_typed(name)},
        )
    found = reader(data, name)
    if not found[0]:
        raise ManuscriptError(
            _("“%(name)s” holds no words. Choose the file with the text."), {"name": as_typed(name)}
        )
    return found


def _plain(data, name):
    text, encoding = decode(data, name)
    return from_plain_text(_lines(text)), "", encoding, _doubts(encoding)


def _markdown(data, name):
    text, encoding = decode(data, name)
    html = MarkdownIt("commonmark").enable("table").render(_lines(text))
    return from_html(html), "", encoding, _doubts(encoding) + _lost(html)


def _page(data, name):
    html, encoding = decode(data, name, is_html=True)
    title = _PAGE_TITLE.search(html)
    notes = _doubts(encoding)
    for part in _MAIN_PART:
        if found := part.search(html):
            html = found[0]
            break
    named = " ".join(unescape(title[1]).split()) if title else ""
    return from_html(_lines(html)), named, encoding, notes + _lost(html)


def _docx(data, name):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise ManuscriptError(
                    _("“%(name)s” unpacks to too much. Save its text alone as a new file."),
                    {"name": as_typed(name)},
                )
        made = mammoth.convert_to_html(
            io.BytesIO(data), style_map=_DOCX_STYLES, convert_image=_NO_PICTURES
        )
    except ManuscriptError:
        raise
    except Exception as error:  # whatever a damaged archive makes three parsers raise
        raise ManuscriptError(
            _("“%(name)s” is not a .docx file, or a damaged one. Save it as .docx again."),
            {"name": as_typed(name)},
        ) from error
    return from_html(made.value), "", "docx", _lost(made.value)


_READERS = {
    ".txt": _plain,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _page,
    ".htm": _page,
    ".docx": _docx,
}
EXTENSIONS = tuple(_READERS)
"""What the name of a file may end in."""


def _lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _doubts(encoding):
    if is_certain(encoding):
        return []
    text = _(
        "The encoding was recognised by its look as %(encoding)s: check that letters are right."
    )
    return [text % {"encoding": encoding}]


def _lost(html):
    return [text for pattern, text in _LOST if pattern.search(html)]
