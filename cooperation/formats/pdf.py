"""Reads the number of pages, the language and the text of a PDF file."""

import re
import time
import unicodedata
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader

from cooperation.domain import languages
from cooperation.domain.errors import DomainError, as_typed
from cooperation.domain.texts.folding import APOSTROPHES
from cooperation.formats.manuscripts.language import detect_known_language

MOST_CHARACTERS = 1_000_000
"""The most text taken from one file: some 400 pages."""

LONGEST = 60
"""Seconds after which no further page is read."""

_UNSTORABLE = {0: " ", **dict.fromkeys(range(0xD800, 0xE000))}
"""NUL (refused by PostgreSQL) and single surrogates (not valid in UTF-8)."""

_APART = re.compile(rf"([OoGg]) ([{APOSTROPHES}]) (?=\w)")


LONGEST_PAGE = 1_000_000
"""Bytes of a page’s unpacked content; larger pages are skipped. Prose has some 20,000."""


class PdfError(DomainError):
    """A file that readers could not open."""


class PdfFacts(NamedTuple):
    """The facts about one file."""

    pages: int
    language: str
    """A language of the site, or empty if unknown."""
    text: str | None
    """One paragraph for each page; empty for a scan, None for more than ``most_pages``."""
    is_whole: bool
    """Whether all pages were read."""


def read_pdf(file, name, most=None, most_pages=None):
    """Return the PdfFacts of a file, with at most ``most`` characters of text.

    The text of files with more than ``most_pages`` is not read. Files that only forbid printing
    or copying are read. Raises PdfError for a file that needs a password or is damaged.
    """
    file.seek(0)
    try:
        reader = PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            text = _("“%(name)s” asks for a password, so readers cannot open it. Save it without.")
            raise PdfError(text, {"name": as_typed(name)})
        pages, declared = len(reader.pages), str(reader.root_object.get("/Lang", ""))
        if not pages:
            raise ValueError("no pages")
    except (PdfError, MemoryError):
        raise
    except Exception as error:  # damaged data raises many kinds of errors
        text = _("“%(name)s” is damaged and cannot be opened. Save it as PDF again.")
        raise PdfError(text, {"name": as_typed(name)}) from error
    if most_pages is not None and pages > most_pages:
        return PdfFacts(pages, _language("", declared), None, False)
    text, is_whole = _text(reader, MOST_CHARACTERS if most is None else most)
    return PdfFacts(pages, _language(text, declared), text, is_whole)


def _text(reader, most):
    """Return the text of the pages, and whether all of them were read."""
    texts, length, end, is_whole = [], 0, time.monotonic() + LONGEST, True
    for page in reader.pages:
        if length >= most or time.monotonic() > end:
            is_whole = False
            break
        try:
            if _content_size(page) > LONGEST_PAGE:
                is_whole = False
                continue
            found = page.extract_text()
        except MemoryError:
            raise
        except Exception:  # noqa: S112 - one unreadable page must not cost the others
            continue
        if found := _tidy(found):
            texts.append(found)
            length += len(found)
    return "\n\n".join(texts)[:most], is_whole and length <= most


def _content_size(page):
    """Return the size of a page’s unpacked content in bytes."""
    contents = page.get_contents()
    return len(contents.get_data()) if contents else 0


def _tidy(text):
    """Return the words of a page, with oʻ and gʻ rejoined, which many fonts separate."""
    text = unicodedata.normalize("NFC", text.translate(_UNSTORABLE))
    return _APART.sub(r"\1\2", " ".join(text.split()))


def _language(text, declared):
    """Prefer the language of the words: word processors often declare their own language."""
    declared = declared.partition("-")[0].lower()
    is_ours = declared in languages.CODES
    if text and (is_ours or not declared):
        return detect_known_language(text)
    return declared if is_ours else ""
