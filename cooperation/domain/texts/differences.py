"""Compares two texts word by word."""

import re
from typing import NamedTuple

from cooperation.domain.texts.alignment import align

SAME, REMOVED, ADDED = "same", "removed", "added"

CONTEXT = 120
"""How many characters of unchanged text are shown before and after a change."""

MOST_WORDS = 3_000
"""Longer texts are compared by the line: comparing words takes quadratic time."""

_WORD = re.compile(r"\w+|\s+|[^\w\s]")


class ChangedPiece(NamedTuple):
    """Words that are SAME, REMOVED or ADDED."""

    kind: str
    text: str


def changed_pieces(old, new):
    """Return ChangedPieces from one text to another, with long unchanged parts shortened."""
    found = []
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for what, a, b, c, d in _steps(old_lines, new_lines):
        before, after = "".join(old_lines[a:b]), "".join(new_lines[c:d])
        found += _compared(before, after) if what == "replace" else _piece(what, before, after)
    joined = _joined(found)
    last = len(joined) - 1
    return [
        ChangedPiece(kind, _shortened(text, place > 0, place < last) if kind == SAME else text)
        for place, (kind, text) in enumerate(joined)
    ]


def _steps(old, new):
    """Yield (operation, start, end, start, end) for two lists, as difflib’s opcodes."""
    start, other = 0, 0
    for place, counterpart in [*align(old, new), (len(old), len(new))]:
        if start < place and other < counterpart:
            yield "replace", start, place, other, counterpart
        elif start < place or other < counterpart:
            yield "changed", start, place, other, counterpart
        yield "equal", place, place + 1, counterpart, counterpart + 1
        start, other = place + 1, counterpart + 1


def _compared(before, after):
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return [ChangedPiece(REMOVED, before), ChangedPiece(ADDED, after)]
    return [
        piece
        for what, a, b, c, d in _steps(old, new)
        for piece in _piece(what, "".join(old[a:b]), "".join(new[c:d]))
    ]


def _piece(what, before, after):
    if what == "equal":
        return [ChangedPiece(SAME, before)] if before else []
    return [ChangedPiece(kind, text) for kind, text in ((REMOVED, before), (ADDED, after)) if text]


def _joined(found):
    joined = []
    for piece in found:
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = ChangedPiece(piece.kind, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined


def _shortened(text, has_before, has_after):
    """Shorten an unchanged text to CONTEXT characters next to each change."""
    head = text[:CONTEXT] if has_before else ""
    tail = text[-CONTEXT:] if has_after else ""
    if len(text) <= len(head) + len(tail) + CONTEXT:
        return text
    return f"{head}{' … ' if head else '… '}{tail}" if tail else f"{head} …"
