"""Decodes text files: finds the encoding and refuses binary files."""

import codecs
import re

from charset_normalizer import from_bytes
from django.utils.translation import gettext_lazy as _

from cooperation.domain.errors import DomainError, as_typed

LARGEST = 20 * 1024 * 1024
"""Largest file in bytes; only files with pictures come near it."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, with whose mark it begins
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD_ENCODINGS = ("cp1251", "koi8_r", "cp866", "cp1252")
"""Usual encodings of English, Russian and Uzbek texts other than Unicode."""
_WIDE_ENCODINGS = ("utf_16_le", "utf_16_be")
_NO_TEXT = re.compile(
    rb"%PDF-|PK\x03\x04|\x89PNG|\xff\xd8\xff|GIF8|\x7fELF|MZ|\xd0\xcf\x11\xe0|\x1f\x8b"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_OWN_LETTER = re.compile("[\\sA-Za-z\u0400-\u04ff]")
"""Letters of English, Russian and Uzbek texts, to recognise UTF-16."""
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.I)


class ManuscriptError(DomainError):
    """A file that cannot be imported; the message says what to do."""


def check_size(size, name):
    """Raise ManuscriptError for an empty or too large file."""
    if size == 0:
        raise ManuscriptError(_("“%(name)s” is empty. Choose the file with the text."), _of(name))
    if size > LARGEST:
        raise ManuscriptError(
            _(
                "“%(name)s” has %(size)d MB. "
                "Import a text of at most %(limit)d MB, without pictures."
            ),
            _of(name) | {"size": -(-size // 1024**2), "limit": LARGEST // 1024**2},
        )


def decode(data, name, is_html=False, is_table=False):
    """Return the text of a file and the name of its encoding.

    Tries Unicode, then the encoding that an HTML page declares, then charset-normalizer. Raises
    ManuscriptError if the file is not text. A table that begins with the mark of UTF-8, as ours do,
    may hold control characters: its cells are checked one by one.
    """
    if _NO_TEXT.match(data):
        raise _no_text(name)
    text, encoding = _decoded(data, name, is_html)
    if _CONTROL.search(text) and not (is_table and encoding == "utf-8-sig"):
        raise _no_text(name)
    if not any(map(str.isalpha, text)):
        raise ManuscriptError(_("“%(name)s” contains no text. Choose another file."), _of(name))
    return text, encoding


def is_certain_encoding(encoding):
    """Whether an encoding is certain and not guessed."""
    return encoding not in _OLD_ENCODINGS and encoding not in _WIDE_ENCODINGS


def _decoded(data, name, is_html):
    declared = _DECLARED.search(data[:2048]) if is_html else None
    wide = b"\0" in data
    certain = [encoding for mark, encoding in _MARKS if data.startswith(mark)][:1]
    certain = certain or ([] if wide else ["utf-8"])
    if declared and certain == ["utf-8"]:
        certain.append(declared[1].decode().lower())
    for encoding in certain:
        try:
            return data.decode(encoding), encoding
        except (UnicodeDecodeError, LookupError):
            continue
    if certain not in ([], ["utf-8"]) or _is_damaged(data):
        raise _unreadable(name)
    found = from_bytes(data, cp_isolation=[*(_WIDE_ENCODINGS if wide else _OLD_ENCODINGS)]).best()
    if found is None or (wide and not _is_own(str(found))):
        raise _no_text(name) if wide else _unreadable(name)
    return str(found), found.encoding


def _is_own(text):
    return len(_OWN_LETTER.findall(text)) > len(text) / 2


def _is_damaged(data):
    """Whether bytes are mostly UTF-8, so that no other encoding is possible."""
    text = data.decode("utf-8", errors="replace")
    wrong = text.count("\N{REPLACEMENT CHARACTER}")
    right = sum(sign > "\x7f" for sign in text) - wrong
    return right > wrong


def _of(name):
    return {"name": as_typed(name)}


def _no_text(name):
    return ManuscriptError(
        _(
            "“%(name)s” is not a text file. Save it as plain text, Markdown, HTML "
            "or .docx and choose that file."
        ),
        _of(name),
    )


def _unreadable(name):
    return ManuscriptError(
        _(
            "The letters of “%(name)s” cannot be read: its encoding is damaged or unknown. "
            "Save it again as UTF-8 and choose that file."
        ),
        _of(name),
    )
