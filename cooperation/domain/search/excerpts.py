"""Excerpts of texts with the words of a query highlighted."""

from bisect import bisect_left
from typing import NamedTuple

from cooperation.domain.search.query import hit_spans

LONGEST = 280
"""Characters of an excerpt in search results."""


class ExcerptPiece(NamedTuple):
    """Part of an excerpt, and whether it matches the query."""

    text: str
    is_hit: bool


def highlight(text, language, query):
    """Return a whole text as a list of ExcerptPiece."""
    return _pieces(text, hit_spans(text, language, query))


def excerpt(text, language, query, longest=LONGEST):
    """Return the part of a text with the most search hits, as a list of ExcerptPiece.

    It is cut between words; an ellipsis marks each cut.
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
    """Return how many of the sorted ``starts`` are within ``length`` characters from a span."""
    return bisect_left(starts, span[0] + length) - bisect_left(starts, span[0])


def _word_start(text, place, room):
    """Return the start of the next word; the position itself if that is more than ``room`` away."""
    space = text.find(" ", place - 1, place + room) if place else -1
    return place if space < 0 else space + 1


def _word_end(text, place, room):
    """Return the end of the last whole word; the position itself if that is too far."""
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
