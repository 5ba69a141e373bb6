"""Finds headings and the title of a text by mark-up, capitals, and length of lines."""

import re
from dataclasses import replace

from cooperation.formats.manuscripts.pieces import TextPiece

_LONGEST_HEADING, _LONGEST_TITLE = 120, 200
_PARAGRAPH_END = re.compile(r"[.!?…:;]['\"»”’)\]]*$")
_NO_HEADING_END = re.compile(r"[.…;,]['\"»”’)\]]*$")
_ALL_BOLD = re.compile(r"<strong>(?:(?!</?strong>).)*</strong>:?")


def mark_headings(pieces):
    """Return the pieces, with paragraphs that look like headings turned into headings."""
    made = [
        replace(piece, kind="heading") if _looks_like_heading(piece) else piece for piece in pieces
    ]
    made[-1] = pieces[-1]  # nothing follows it: a name in capitals, an address
    if any(piece.kind == "heading" for piece in made[1:]):
        return made
    return [
        replace(piece, kind="heading") if _stands_between(made, place) else piece
        for place, piece in enumerate(made)
    ]


def _looks_like_heading(piece):
    if piece.kind != "paragraph" or len(piece.lines) != 1:
        return False
    text = piece.text
    if len(text) > _LONGEST_HEADING or _NO_HEADING_END.search(text):
        return False
    return is_capitals(text) or bool(_ALL_BOLD.fullmatch(piece.html))


def is_capitals(text):
    """Whether a line is in capitals, in any alphabet."""
    return sum(map(str.isalpha, text)) >= 4 and text == text.upper() != text.lower()


def _stands_between(pieces, place):
    """Whether a piece is a short line between two paragraphs, like a heading."""
    if not 0 < place < len(pieces) - 1:
        return False
    before, piece, after = pieces[place - 1 : place + 2]
    short = len(piece.lines) == 1 and len(piece.text) <= 80 and piece.text[:1].isupper()
    return (
        piece.kind == before.kind == after.kind == "paragraph"
        and short
        and not _PARAGRAPH_END.search(piece.text)
        and "," not in piece.text
        and not re.search(r"\d{4}", piece.text)
        and bool(_PARAGRAPH_END.search(before.text))
        and bool(_PARAGRAPH_END.search(after.text))
        and len(after.text) > len(piece.text)
    )


def split_title(pieces, named):
    """Return the title and the other pieces; ``named`` is the title in the metadata.

    The first heading is the title if its level is higher than the others or another heading
    follows directly. In doubt it stays a heading.
    """
    top = [piece for piece in pieces if piece.kind == "heading" and piece.level == 1]
    if len(top) == 1:
        return top[0].text, [piece for piece in pieces if piece is not top[0]]
    first, rest = pieces[0], pieces[1:]
    if _is_title(first, rest):
        return first.text, rest
    return named, pieces


def _is_title(first, rest):
    if not rest or len(first.text) > _LONGEST_TITLE or len(first.lines) > 1:
        return False
    if first.kind == "heading":
        same = [piece for piece in rest if piece.kind == "heading" and piece.level == first.level]
        return not same or first.level == 1 or not _PARAGRAPH_END.search(rest[0].text)
    return first.kind == "paragraph" and not _NO_HEADING_END.search(first.text)


def set_heading_levels(pieces):
    """Return the pieces with headings of level 2 and 3, the levels of articles."""
    levels = sorted({piece.level or 9 for piece in pieces if piece.kind == "heading"})
    for piece in pieces:
        if piece.kind == "heading":
            level = 2 if (piece.level or 9) == levels[0] else 3
            yield TextPiece("heading", re.sub("</?strong>", "", piece.html), level)
        else:
            yield piece
