"""A text with the words that were looked for marked, cut to what fits into a list."""

from bisect import bisect_left
from typing import NamedTuple

from cooperation.domain.search.query import hit_spans

LONGEST = 280
"""Characters of a passage in a list of results."""


class ExcerptPiece(NamedTuple):
    """A stretch of a text, and whether it was looked for."""

    text: str
    is_hit: bool


def highlight(text, language, query):
    """Return a whole text as ExcerptPiece after ExcerptPiece."""
    return _pieces(text, hit_spans(text, language, query))


def excerpt(text, language, query, longest=LONGEST):
    """Return the part of a text with the most search hits, as a list of ExcerptPiece.

    It begins and ends with a whole word; an ellipsis stands where something was left out.
    """
    found = hit_spans(text, language, query)
    if len(text) <= longest:
        return _pieces(text, found)
    room = longest // 4  # for what stands before the first of the words, and for whole words
    starts = [start for start, _end in found]
    best = max(found, key=lambda span: _hits_after(span, starts, longest - room), default=(0, 0))
    start = _word_start(text, max(0, min(best[0] - room, len(text) - longest)), room)
    end = _word_end(text, start + longest, room)
    inside = [(a - start, b - start) for a, b in found if start <= a and b <= end]
    pieces = _pieces(text[start:end], inside)
    before = [ExcerptPiece("… ", False)] if start else []
    after = [ExcerptPiece(" …", False)] if end < len(text) else []
    return [*before, *pieces, *after]


def _hits_after(span, starts, length):
    """Return how many of some places, in order, stand within so many characters from there."""
    return bisect_left(starts, span[0] + length) - bisect_left(starts, span[0])


def _word_start(text, place, room):
    """Return where the next word begins; the place itself if it is too far away."""
    space = text.find(" ", place - 1, place + room) if place else -1
    return place if space < 0 else space + 1


def _word_end(text, place, room):
    """Return where the last whole word before a place ends; the place itself if that is far."""
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", place - room, place + 1)
    return place if space < 0 else space


def _pieces(text, found):
    pieces, place = [], 0
    for start, end in found:
        pieces += [ExcerptPiece(text[place:start], False), ExcerptPiece(text[start:end], True)]
        place = end
    pieces.append(ExcerptPiece(text[place:], False))
    return [piece for piece in pieces if piece.text]
