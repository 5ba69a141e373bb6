"""What may stand in a text that enters the register, whatever the door.

A text is in Unicode NFC and holds no control characters and no signs that only break lines. These
go without a word: nobody sees them. A mark that turns the direction of writing must have its end,
since it changes what readers see.
"""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from cooperation.domain.errors import DomainError, as_typed
from cooperation.domain.texts.folding import INVISIBLE
from cooperation.domain.texts.text import plain_text

_BREAK = re.compile("\r(?!\n)|[\x0b\x0c\x85\u2028\u2029]")
_BREAKS = re.compile("[\t\n\r]+")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"  # control, not text
    "\u00ad\u200b\u2060-\u2064\u206a-\u206f\ufeff]"  # hyphenation, where lines may break
)
_BLANK = re.compile(rf"[\s{INVISIBLE}\u2800]*")

_EMBEDDINGS, _EMBEDDING_END = "\u202a\u202b\u202d\u202e", "\u202c"
_ISOLATES, _ISOLATE_END = "\u2066\u2067\u2068", "\u2069"
_DIRECTION = re.compile(f"[{_EMBEDDINGS}{_EMBEDDING_END}{_ISOLATES}{_ISOLATE_END}]")


class DirectionError(DomainError):
    """A text with half of a pair of marks of direction."""


def clean_prose(text):
    """Return a text as the register keeps it; empty if it shows nothing."""
    shown = _UNSEEN.sub("", _BREAK.sub("\n", text))
    return "" if _BLANK.fullmatch(shown) else unicodedata.normalize("NFC", shown)


def clean_line(text):
    """Return a text of one line as the register keeps it; empty if it shows nothing."""
    return _BREAKS.sub(" ", clean_prose(text))


def clean_html(html):
    """Return rich text as the register keeps it; empty if it shows nothing."""
    kept = clean_prose(html)
    return "" if _BLANK.fullmatch(plain_text(kept)) else kept


def check_direction(text):
    """Raise DirectionError if a line has a mark of direction without its other half.

    Marks end with their paragraph (Unicode Standard Annex 9, P1).
    """
    if mark := next(filter(None, map(_unpaired, text.splitlines())), ""):
        raise DirectionError(
            _(
                "“%(typed)s” holds a hidden sign that turns the direction of writing (%(sign)s) "
                "without its other half. Type these words again by hand."
            ),
            {"typed": as_typed(text), "sign": f"U+{ord(mark):04X}"},
        )


def drop_unpaired_directions(text):
    """Return a text without marks of direction if one of them has no other half."""
    return _DIRECTION.sub("", text) if _unpaired(text) else text


def _unpaired(line):
    """Return a mark of direction that has no other half; empty if there is none."""
    opened = []
    for mark in _DIRECTION.findall(line):
        if mark in _EMBEDDINGS + _ISOLATES:
            opened.append(mark)
            continue
        starts = _EMBEDDINGS if mark == _EMBEDDING_END else _ISOLATES
        if not opened or opened.pop() not in starts:
            return mark
    return opened[-1] if opened else ""
