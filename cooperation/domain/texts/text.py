"""What a text consists of: its blocks and words, the quotes in it, and what is made of titles."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from slugify import slugify

from cooperation.domain.texts.sentences import sentences

__all__ = [
    "Block",
    "BlockParser",
    "blocks",
    "contains_quote",
    "parse_blocks",
    "plain_text",
    "reading_minutes",
    "search_pattern",
    "sentences",
    "slug_from_title",
    "word_count",
]

APOSTROPHES = "ʻʼ‘’`'"
"""What people type for the sign in oʻ and gʻ, and for the sign of the glottal stop (sanʼat)."""

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
    """Feed rich text to a BlockParser, whatever it holds, and return the parser."""
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
    """Return whether the quote stands, character by character, inside one block of the text."""
    return bool(quote.strip()) and any(quote in block.text for block in blocks(html))


def word_count(html):
    """Return the number of words of rich text; a dash between spaces is none."""
    return sum(any(map(str.isalnum, word)) for word in plain_text(html).split())


def reading_minutes(html):
    """Return how long the text takes to read, in whole minutes rounded up, at least 1."""
    return max(1, -(-word_count(html) // WORDS_A_MINUTE))


def slug_from_title(title):
    """Return an address for a title in any language, cut after a word; "" if nothing is left."""
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


MOST_WORDS = 12
"""How many words of a query are looked for."""


def query_words(text):
    """Return the words of a query to look for: each once, and no more than MOST_WORDS."""
    return list({word.casefold(): word for word in text.split()}.values())[:MOST_WORDS]


def search_pattern(word):
    """Return a regular expression that finds the word however it is typed.

    Any apostrophe in it stands for each of them and for none, and where it has none the text may
    have one; е and ё stand for each other. It is meant for ``__iregex`` and means the same to
    Python and to PostgreSQL.
    """
    letters = word.translate(dict.fromkeys(map(ord, APOSTROPHES)))
    if not letters:  # a lone apostrophe must not find everything
        return f"[{APOSTROPHES}]" * len(word)
    return f"[{APOSTROPHES}]*".join(map(_letter_pattern, letters))


def _letter_pattern(letter):
    return "[еёЕЁ]" if letter in "еёЕЁ" else re.escape(letter)


_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def split_long_text(text, most):
    """Yield a long text in pieces of at most ``most`` characters, cut between paragraphs or words.

    A word longer than that is cut.
    """
    while len(text) > most:
        end = next(
            (end for gap in ("\n\n", " ") if (end := text.rfind(gap, 1, most + 1)) > 0), most
        )
        yield text[:end]
        text = text[end:].lstrip()
    yield text


def printable(text):
    """Return a text without the signs that XML 1.0 (2.2) and iCalendar (RFC 5545, 3.1) forbid.

    Lines end with a line feed only.
    """
    return _UNPRINTABLE.sub("", str(text)).replace("\r\n", "\n").replace("\r", "\n")
