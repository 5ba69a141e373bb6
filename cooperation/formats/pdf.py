"""What a PDF file tells of itself: its pages, its language and its text."""

import re
import time
import unicodedata
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader

from cooperation.domain import languages
from cooperation.domain.errors import DomainError, as_typed
from cooperation.domain.texts.text import APOSTROPHES
from cooperation.formats.manuscripts.language import detect_known_language

MOST_CHARACTERS = 1_000_000
"""Of text kept from one file: some 400 pages."""

LONGEST = 60
"""Seconds that may pass until no further page is read."""

_UNSTORABLE = {0: " ", **dict.fromkeys(range(0xD800, 0xE000))}
"""What PostgreSQL refuses, or UTF-8 cannot write: NUL and halves of surrogate pairs."""

_APART = re.compile(rf"([OoGg]) ([{APOSTROPHES}]) (?=\w)")


LONGEST_PAGE = 1_000_000
"""Bytes of what one page draws, unpacked, up to which its text is looked for: prose takes some
20,000, and reading them takes the more time the more they are."""


class PdfError(DomainError):
    """A file that readers could not open."""


class PdfFacts(NamedTuple):
    """What was found in one file."""

    pages: int
    language: str
    """One of those of the site, or empty where neither the words nor the file name one."""
    text: str | None
    """The text of all pages, one paragraph for each; empty for a scan without text, None for a file
    of more pages than were to be read."""
    is_whole: bool
    """Whether all pages were read, and not only as many as the limits allow."""


def read_pdf(file, name, most=None, most_pages=None):
    """Return the PdfFacts of ``file``, which is called ``name``, with ``most`` characters of text.

    With ``most_pages``, a file that has more is only opened, which takes no time. A file that
    merely forbids printing or copying is read like any other. Raises PdfError, with the remedy,
    for a file that asks for a password, or that is damaged.
    """
    file.seek(0)
    try:
        reader = PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            text = _("“%(name)s” asks for a password, so readers cannot open it. Save it without.")
            raise PdfError(text, {"name": as_typed(name)})
        pages, said = len(reader.pages), str(reader.root_object.get("/Lang", ""))
        if not pages:
            raise ValueError("no pages")
    except (PdfError, MemoryError):
        raise
    except Exception as error:  # damaged data raises whatever the parser stumbles over
        text = _("“%(name)s” is damaged and cannot be opened. Save it as PDF again.")
        raise PdfError(text, {"name": as_typed(name)}) from error
    if most_pages is not None and pages > most_pages:
        return PdfFacts(pages, _language("", said), None, False)
    text, is_whole = _text(reader, MOST_CHARACTERS if most is None else most)
    return PdfFacts(pages, _language(text, said), text, is_whole)


def _text(reader, most):
    """Return the text of the pages, and whether all of them were read."""
    texts, length, end, is_whole = [], 0, time.monotonic() + LONGEST, True
    for page in reader.pages:
        if length >= most or time.monotonic() > end:
            is_whole = False
            break
        try:
            if _drawn(page) > LONGEST_PAGE:
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


def _drawn(page):
    """Return how many bytes a page draws by."""
    contents = page.get_contents()
    return len(contents.get_data()) if contents else 0


def _tidy(text):
    """Return the words of a page, each letter of oʻ and gʻ whole: fonts often lack their sign."""
    text = unicodedata.normalize("NFC", text.translate(_UNSTORABLE))
    return _APART.sub(r"\1\2", " ".join(text.split()))


def _language(text, said):
    """Trust the words more than the file, since word processors often say what they speak."""
    said = said.partition("-")[0].lower()
    is_ours = said in languages.CODES
    if text and (is_ours or not said):
        return detect_known_language(text)
    return said if is_ours else ""
