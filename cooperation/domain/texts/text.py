"""Reads rich text: blocks, words, quotes; makes slugs."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from slugify import slugify

from cooperation.domain.texts.folding import APOSTROPHES, same_signs
from cooperation.domain.texts.sentences import sentences

__all__ = [
    "Block",
    "BlockParser",
    "blocks",
    "contains_quote",
    "parse_blocks",
    "plain_text",
    "reading_minutes",
    "sentences",
    "slug_from_title",
    "word_count",
]

LONGEST_SLUG = 80

# Brysbaert (2019) found 238 words a minute for English prose read silently; official prose full of
# names, and the longer words of Russian and Uzbek, take more time.
WORDS_A_MINUTE = 220

_NAMED = {"li": "item", "blockquote": "quote", "h1": "heading", "h2": "heading", "h3": "heading"}
_NAMED |= {"h4": "heading", "h5": "heading", "h6": "heading"}
_BLOCK_TAGS = {*_NAMED, "p", "ul", "ol", "div"}

# html.parser raises an error on these; no text that went through the editor has them.
_MARKED_SECTION = re.compile(r"<!\[")
_ENDLESS_NUMBER = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{8,});?")


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, item of a list or (paragraph of a) quote; its text is one line."""

    kind: str  # "heading", "paragraph", "item" or "quote"
    level: int | None  # of a heading: 2 for h2
    text: str


class BlockParser(HTMLParser):
    """Collects the blocks of rich text; a paragraph within a quote or an item is part of it."""

    def __init__(self):
        super().__init__()
        self.found = []
        self._pieces = []
        self._open = [("", "paragraph", None)]  # tag, kind and level of text, the innermost last

    def handle_starttag(self, tag, attrs):
        if tag == "br":
            self._pieces.append(" ")
        if tag not in _BLOCK_TAGS:
            return
        self.end_block()
        if self._open[-1][0] == "p":  # a paragraph holds no other block
            self._open.pop()
        _, kind, level = self._open[-1]
        if tag in _NAMED:
            kind = _NAMED[tag]
            level = int(tag[1]) if kind == "heading" else None
        self._open.append((tag, kind, level))

    def handle_endtag(self, tag):
        if tag not in _BLOCK_TAGS:
            return
        self.end_block()
        if any(tag == opened for opened, _, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data):
        self._pieces.append(data)

    def end_block(self):
        text = " ".join("".join(self._pieces).split())
        if text:
            _, kind, level = self._open[-1]
            self.found.append(Block(kind, level, text))
        self._pieces.clear()


def blocks(html):
    """Return the blocks of rich text in order; text outside any block is a paragraph.

    Any white space, also a non-breaking space, is one ordinary space: editors do not see which one
    they typed.
    """
    return parse_blocks(html, BlockParser()).found


def parse_blocks(html, parser):
    """Feed rich text to a BlockParser and return the parser; broken HTML raises no error."""
    parser.feed(
        _ENDLESS_NUMBER.sub("\N{REPLACEMENT CHARACTER}", _MARKED_SECTION.sub("&lt;![", html))
    )
    parser.close()
    parser.end_block()
    return parser


def plain_text(html):
    """Return rich text as plain text, a line for each block."""
    return "\n".join(block.text for block in blocks(html))


def contains_quote(html, quote):
    """Whether one block of the text contains the quote, sign by sign (see ``same_signs``)."""
    wanted = same_signs(quote)
    return bool(wanted.strip()) and any(wanted in same_signs(each.text) for each in blocks(html))


def word_count(html):
    """Return the number of words of rich text; a dash between spaces does not count."""
    return sum(any(map(str.isalnum, word)) for word in plain_text(html).split())


def reading_minutes(html):
    """Return how long the text takes to read, in whole minutes rounded up, at least 1."""
    return max(1, -(-word_count(html) // WORDS_A_MINUTE))


def slug_from_title(title):
    """Return a slug for a title in any language, cut after a word; may be empty."""
    letters = title.translate(dict.fromkeys(map(ord, APOSTROPHES)))
    return slugify(
        letters,
        entities=False,  # a title is plain text, not HTML
        decimal=False,
        hexadecimal=False,
        max_length=LONGEST_SLUG,
        word_boundary=True,
        save_order=True,
    )


_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def split_long_text(text, most):
    """Yield parts of at most ``most`` characters, cut between paragraphs or words if possible."""
    while len(text) > most:
        end = next(
            (end for gap in ("\n\n", " ") if (end := text.rfind(gap, 1, most + 1)) > 0), most
        )
        yield text[:end]
        text = text[end:].lstrip()
    yield text


def printable(text):
    """Return a text without characters that XML 1.0 (2.2) and iCalendar (RFC 5545, 3.1) forbid.

    Line ends become line feeds.
    """
    return _UNPRINTABLE.sub("", str(text)).replace("\r\n", "\n").replace("\r", "\n")
