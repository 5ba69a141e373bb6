"""The blocks of a text, and their HTML: what every reader of HTML makes."""

from html import escape
from itertools import takewhile
from typing import NamedTuple

MOST_NESTED = 8
"""Lists and quotations within each other; what is deeper stands at this depth."""


class ReadBlock(NamedTuple):
    """A paragraph or heading with inline HTML.

    ``path`` are the (tag, number) of the lists, items and quotations around it; equal pairs are
    the same element. ``level`` is that of a heading in the original, 0 for a paragraph.
    """

    html: str
    path: tuple = ()
    level: int = 0


def nested_html(blocks, tag=lambda block: "p"):
    """Return the HTML of blocks, with the lists and quotations around them."""
    pieces, open_path = [], ()
    for block in blocks:
        pairs = zip(open_path, block.path, strict=False)
        same = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))
        pieces += [f"</{name}>" for name, _number in reversed(open_path[same:])]
        pieces += [f"<{name}>" for name, _number in block.path[same:]]
        name = tag(block)
        pieces.append(f"<{name}>{block.html}</{name}>")
        open_path = block.path
    pieces += [f"</{name}>" for name, _number in reversed(open_path)]
    return "".join(pieces)


def inline_html(runs):
    """Return the HTML of (text, tags, address) runs; a text “\\n” is a line break.

    Runs that follow each other with the same tags and address share their elements.
    """
    pieces, open_tags = [], ()
    for text, tags, address in runs:
        wanted = ((f'a href="{escape(address)}"',) if address else ()) + tags
        same = len(
            [*takewhile(lambda pair: pair[0] == pair[1], zip(open_tags, wanted, strict=False))]
        )
        pieces += [f"</{name.split()[0]}>" for name in reversed(open_tags[same:])]
        pieces += [f"<{name}>" for name in wanted[same:]]
        pieces.append("<br>" if text == "\n" else escape(text, quote=False))
        open_tags = wanted
    pieces += [f"</{name.split()[0]}>" for name in reversed(open_tags)]
    return "".join(pieces)
