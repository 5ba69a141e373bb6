"""Finds and adds links in the HTML of one sentence."""

import re
from html import escape, unescape
from itertools import groupby

_PIECE = re.compile(r"<(/?)(\w+)[^>]*>|&#?\w+;|.", re.DOTALL)


def _characters(html):
    """Return (character as HTML, tags open around it) for each character of a sentence."""
    characters, tags = [], []
    for piece in _PIECE.finditer(html):
        closing, name = piece[1], piece[2]
        if name == "br":
            characters.append(("<br>", ()))
        elif closing:
            tags.pop()
        elif name:
            tags.append(piece[0])
        else:
            characters += [(escape(sign, quote=False), tuple(tags)) for sign in unescape(piece[0])]
    return characters


def _html(characters):
    pieces = []
    for tags, run in groupby(characters, key=lambda character: character[1]):
        closing = "".join(f"</{tag[1:-1].split()[0]}>" for tag in reversed(tags))
        pieces.append("".join(tags) + "".join(sign for sign, _tags in run) + closing)
    return "".join(pieces)


def _is_link(character):
    return any(tag.startswith("<a") for tag in character[1])


def link_spans(html):
    """Return the (start, end) of each link in a sentence, in characters of its text."""
    spans, start = [], 0
    for is_link, run in groupby(_characters(html), key=_is_link) if "<a" in html else ():
        end = start + len(list(run))
        if is_link:
            spans.append((start, end))
        start = end
    return spans


def add_links(html, links):
    """Return a sentence’s HTML with links added.

    ``links`` are (start, end, address), in order and without overlap; positions count the
    characters of the text. Links that overlap an existing one are skipped.
    """
    if not links:
        return html
    characters, pieces, last = _characters(html), [], 0
    for start, end, address in links:
        words = characters[start:end]
        if start >= last and words and not any(map(_is_link, words)):
            before = _html(characters[last:start])
            pieces.append(f'{before}<a href="{escape(address)}">{_html(words)}</a>')
            last = end
    return "".join(pieces) + _html(characters[last:])
