"""The sentences of rich text, each with its mark-up, its block and an address that lasts."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from html import escape
from itertools import groupby

from cooperation.domain.sentences import sentences
from cooperation.domain.text import BlockParser, parse

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


class _SentenceParser(BlockParser):
    """Remembers for each character which inline tags are open."""

    def __init__(self):
        super().__init__()
        self.sentences = []
        self._inline = []
        self._characters = []
        self._items = 0

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        if tag == "li":
            self._items += 1
        if tag == "br":
            self._characters.append((" ", ("br",)))
        if tag in INLINE_TAGS:
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
        self._characters += [(character, tuple(self._inline)) for character in data]

    def end_block(self):
        number = len(self.found)
        super().end_block()
        characters = _one_space(self._characters)
        self._characters = []
        if len(self.found) == number:
            return
        block = self.found[-1]
        tags = [tag for tag, _kind, _level in self._open]
        group = next((tag for tag in reversed(tags) if tag in ("ul", "ol", "blockquote")), "")
        start = 0
        for text in [block.text] if block.kind == "heading" else sentences(block.text):
            start = block.text.index(text, start)
            html = _html(characters[start : start + len(text)])
            start += len(text)
            self.sentences.append(
                Sentence(number, block.kind, block.level, group, self._items, text, html)
            )


def _one_space(characters):
    """Return the characters as a block's text has them: each white space one ordinary space."""
    kept = []
    for character, tags in characters:
        if not character.isspace():
            kept.append((character, tags))
        elif kept and kept[-1][0] != " ":
            kept.append((" ", tags))
    while kept and kept[-1][0] == " ":
        kept.pop()
    return kept


def _html(characters):
    pieces = []
    for tags, run in groupby(characters, key=lambda character: character[1]):
        if tags == ("br",):
            pieces.append("<br>")
            continue
        opening = "".join(f"<{tag}>" for tag in tags)
        closing = "".join(f"</{tag.split()[0]}>" for tag in reversed(tags))
        pieces.append(opening + escape("".join(text for text, _tags in run), quote=False) + closing)
    return "".join(pieces)


def split(html):
    """Return the sentences of rich text in order, headings among them."""
    return parse(html, _SentenceParser()).sentences


def address(text, taken):
    """Return the address of a sentence within its article; it depends on its words alone.

    ``taken`` holds the addresses in use: a second sentence of the same words gets a number.
    """
    name = f"s-{sha256(text.encode()).hexdigest()[:8]}"
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def follow(old, new):
    """Return {place in ``new``: place in ``old``} for the sentences that stayed or moved.

    Both are lists of texts. A sentence is the same only if each character is. Among sentences of
    the same words, those keep their place whose neighbours did.
    """
    kept = {}
    for start, target, size in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_matching_blocks():
        kept |= {target + offset: start + offset for offset in range(size)}
    left = {}
    for place in sorted(set(range(len(old))) - set(kept.values()), reverse=True):
        left.setdefault(old[place], []).append(place)
    for place, text in enumerate(new):
        if place not in kept and left.get(text):
            kept[place] = left[text].pop()
    return kept


def counterparts(original, translation):
    """Return {place in ``translation``: place in ``original``} of the sentences that correspond.

    Both are sentences in order, with ``block``, ``kind`` and ``group``. A translation keeps to
    the blocks of its original; in each pair of blocks of as many sentences, the first corresponds
    to the first, and so on. Where the blocks differ, nothing corresponds.
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
    """Return [((kind, group), places of its sentences)] for the blocks of a text, in order."""
    numbered = groupby(enumerate(passages), key=lambda pair: pair[1].block)
    blocks = [list(pairs) for _block, pairs in numbered]
    return [
        ((pairs[0][1].kind, pairs[0][1].group), [place for place, _passage in pairs])
        for pairs in blocks
    ]
