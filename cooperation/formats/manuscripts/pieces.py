"""The pieces of a text: headings, paragraphs, lists and quotations, in order."""

import re
from dataclasses import dataclass
from html import escape, unescape
from itertools import groupby

from cooperation.formats.rich_text.addresses import from_elsewhere
from cooperation.formats.rich_text.blocks import nested_html
from cooperation.formats.rich_text.reader import read_html

_BREAK = re.compile(r"\s*<br>\s*")
_TAG = re.compile(r"<[^>]*>")
_SENTENCE_END = re.compile(r"[.!?…:;,]['\"»”’)\]]*$")


@dataclass(frozen=True)
class TextPiece:
    """One block: ``html`` is its inline mark-up, or the whole of a list or quotation.

    ``kind`` is "heading", "paragraph" or "group"; ``level`` is that of a heading in the file.
    """

    kind: str
    html: str
    level: int | None = None

    @property
    def lines(self):
        """Its lines as plain text, split at line breaks."""
        lines = (" ".join(unescape(_TAG.sub("", line)).split()) for line in _BREAK.split(self.html))
        return [line for line in lines if line]

    @property
    def text(self):
        return " ".join(self.lines)


def from_html(html, base=""):
    """Return the pieces of HTML, and {key of LOSS_NOTES: words left out}.

    ``base`` is the address that relative links are resolved against.
    """
    blocks, lost = read_html(html, from_elsewhere(base))
    pieces = []
    for place, run in groupby(blocks, key=lambda block: block.path[:1]):
        if place:
            pieces.append(TextPiece("group", nested_html(run)))
        else:
            pieces += [
                TextPiece(
                    "heading" if block.level else "paragraph", block.html, block.level or None
                )
                for block in run
            ]
    return pieces, lost


def from_plain_text(text):
    """Return the pieces of plain text: one for each line, or for each wrapped paragraph."""
    groups = [
        [line for each in group.splitlines() if (line := " ".join(each.split()))]
        for group in re.split(r"\n[^\S\n]*\n", text)
    ]
    groups = [group for group in groups if group]
    if _is_wrapped(groups):
        texts = [" ".join(group) if _runs_on(group) else "\n".join(group) for group in groups]
    else:
        texts = [line for group in groups for line in group]
    return [
        TextPiece("paragraph", "<br>".join(escape(line, quote=False) for line in each.split("\n")))
        for each in texts
    ]


def _is_wrapped(groups):
    """Whether paragraphs are wrapped at a width and separated by empty lines."""
    longest = max((len(line) for group in groups for line in group), default=0)
    return len(groups) > 1 and longest <= 100 and any(map(_runs_on, groups))


def _runs_on(group):
    """Whether a group of lines is one wrapped paragraph."""
    filled = [len(line) > 45 for line in group[:-1]]
    return bool(filled) and all(filled) and bool(_SENTENCE_END.search(group[-1]))
