"""Splits rich text into sentences, with mark-up and a stable address for each."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from html import escape
from itertools import groupby

from cooperation.domain.texts.alignment import align
from cooperation.domain.texts.sentences import sentences
from cooperation.domain.texts.text import BlockParser, parse_blocks

INLINE_TAGS = ("a", "em", "strong")


@dataclass(frozen=True)
class Sentence:
    """One sentence (or heading) of a text.

    ``block`` numbers the blocks from 0; ``kind`` and ``level`` are those of ``text.Block``.
    ``group`` is "ul", "ol" or "blockquote" where the block stands in one, and ``item`` numbers
    the items of lists. ``html`` is the sentence with its links and emphasis, and nothing else.
    """

    block: int
    kind: str
    level: int | None
    group: str
    item: int
    text: str
    html: str


MOST_TAGS = 16
"""The most nested inline tags; deeper ones are dropped."""


class _SentenceParser(BlockParser):
    """Collects sentences with the inline tags around each part of their text."""

    def __init__(self):
        super().__init__()
        self.sentences = []
        self._inline = []
        self._stretches = []  # (text, tags open around it)
        self._items = 0

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        if tag == "li":
            self._items += 1
        if tag == "br":
            self._stretches.append((" ", ("br",)))
        if tag in INLINE_TAGS and len(self._inline) < MOST_TAGS:
            address = dict(attrs).get("href") if tag == "a" else None
            self._inline.append(f'a href="{escape(address)}"' if address else tag)

    def handle_endtag(self, tag):
        super().handle_endtag(tag)
        for place in reversed(range(len(self._inline))):
            if self._inline[place].split()[0] == tag:
                del self._inline[place]
                break

    def handle_data(self, data):
        super().handle_data(data)
        self._stretches.append((data, tuple(self._inline)))

    def end_block(self):
        number = len(self.found)
        super().end_block()
        stretches = _one_space(self._stretches)
        self._stretches = []
        if len(self.found) == number:
            return
        block = self.found[-1]
        tags = (tag for tag, _kind, _level in reversed(self._open))
        group = next((tag for tag in tags if tag in ("ul", "ol", "blockquote")), "")
        cut, end = _Cut(stretches), 0
        for text in [block.text] if block.kind == "heading" else sentences(block.text):
            start = block.text.index(text, end)
            end = start + len(text)
            html = _html(cut.between(start, end))
            self.sentences.append(
                Sentence(number, block.kind, block.level, group, self._items, text, html)
            )


def _one_space(stretches):
    """Return stretches with each run of white space as one space, as in a block’s text."""
    kept, is_open = [], False  # whether a space may follow
    for text, tags in stretches:
        words = text.split()
        shown = " ".join(words)
        if is_open and text[:1].isspace():
            shown = f" {shown}"
        if words and text[-1:].isspace():
            shown += " "
        if shown:
            kept.append((shown, tags))
            is_open = not shown.endswith(" ")
    if kept and not is_open:
        text, tags = kept.pop()
        if text.rstrip():
            kept.append((text.rstrip(), tags))
    return kept


class _Cut:
    """Cuts the stretches of a block into sentences, from start to end."""

    def __init__(self, stretches):
        self._stretches = stretches
        self._next, self._place = 0, 0  # which stretch, and where in the block it begins

    def between(self, start, end):
        """Return the stretches between two positions; ``start`` must not go backwards."""
        found = []
        while self._next < len(self._stretches):
            text, tags = self._stretches[self._next]
            if part := text[max(0, start - self._place) : max(0, end - self._place)]:
                found.append((part, tags))
            if self._place + len(text) > end:
                break
            self._place += len(text)
            self._next += 1
        return found


def _html(stretches):
    pieces = []
    for tags, run in groupby(stretches, key=lambda stretch: stretch[1]):
        if tags == ("br",):
            pieces.append("<br>")
            continue
        opening = "".join(f"<{tag}>" for tag in tags)
        closing = "".join(f"</{tag.split()[0]}>" for tag in reversed(tags))
        pieces.append(opening + escape("".join(text for text, _tags in run), quote=False) + closing)
    return "".join(pieces)


KEPT_TEXTS = 6
"""Cache size: an article in three languages, before and after a change."""


@lru_cache(maxsize=KEPT_TEXTS)
def _split(html):
    return tuple(parse_blocks(html, _SentenceParser()).sentences)


def split_sentences(html):
    """Return the sentences and headings of rich text in order.

    The last texts are cached, since a text is split before and within the saving transaction.
    """
    return list(_split(html))


def sentence_address(text, taken, numbers=None):
    """Return the address of a sentence within its article, made from its words.

    ``taken`` are the addresses in use: a second sentence with the same words gets a number.
    ``numbers`` is {address: last number}, kept between calls.
    """
    numbers = {} if numbers is None else numbers
    name = f"s-{sha256(text.encode()).hexdigest()[:8]}"
    number = numbers.get(name, 1)
    free = name if number == 1 else f"{name}-{number}"
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    numbers[name] = number
    return free


def match_sentences(old, new):
    """Return {index in ``new``: index in ``old``} of equal sentences, moved ones included.

    Both are lists of texts. Of equal sentences, those next to unchanged ones are matched first.
    """
    kept = {target: start for start, target in align(old, new)}
    left = {}
    for place in sorted(set(range(len(old))) - set(kept.values()), reverse=True):
        left.setdefault(old[place], []).append(place)
    for place, text in enumerate(new):
        if place not in kept and left.get(text):
            kept[place] = left[text].pop()
    return kept


def match_translation(original, translation):
    """Return {index in ``translation``: index in ``original``} of corresponding sentences.

    Both are sentences in order, with ``block``, ``kind`` and ``group``. In blocks with the same
    number of sentences they are matched in order. Empty if the blocks of the texts differ.
    """
    theirs, ours = _blocks(original), _blocks(translation)
    if [shape for shape, _places in theirs] != [shape for shape, _places in ours]:
        return {}
    return {
        place: other
        for (_shape, others), (_same, places) in zip(theirs, ours, strict=True)
        if len(others) == len(places)
        for other, place in zip(others, places, strict=True)
    }


def _blocks(passages):
    """Return [((kind, group), indexes of its sentences)] of the blocks, in order."""
    numbered = groupby(enumerate(passages), key=lambda pair: pair[1].block)
    blocks = [list(pairs) for _block, pairs in numbered]
    return [
        ((pairs[0][1].kind, pairs[0][1].group), [place for place, _passage in pairs])
        for pairs in blocks
    ]
