"""The text of one block: stretches of one look, their spaces, breaks and raised signs."""

from typing import NamedTuple

from cooperation.formats.rich_text import marks
from cooperation.formats.rich_text.styles import Look
from cooperation.formats.rich_text.word_lists import typed_marker

_REMEMBERED = 80
"""Characters before a raised sign that say what it is."""


class Run(NamedTuple):
    """A stretch of text of one Look; “\\n” is a line break."""

    text: str
    look: Look


def without_marker(runs):
    """Return the runs without a typed marker of a list at their beginning, and the marker."""
    marker = typed_marker("".join(run.text for run in runs))
    left, kept = len(marker), []
    for run in runs:
        kept.append(run._replace(text=run.text[left:]))
        left = max(0, left - len(run.text))
    return kept, marker.strip()


def without_marks(runs, losses):
    """Yield runs without the marks of footnotes, and with raised and lowered signs as text."""
    before, place = "", 0
    while place < len(runs):
        look, end = runs[place].look, place + 1
        key = look.script, look.address
        while end < len(runs) and (runs[end].look.script, runs[end].look.address) == key:
            end += 1
        stretch = runs[place:end]
        text = "".join(run.text for run in stretch)
        shown = _shown(before, text, look)
        if shown is None:
            if before.strip():
                losses.add("footnote", f"{before.rsplit(maxsplit=1)[-1]} {text.strip()}")
        else:
            yield from stretch if shown == text else [Run(shown, look)]
            before = (before + shown)[-_REMEMBERED:]
        place = end


def _shown(before, text, look):
    """Return a stretch of text as it is shown; None for the mark of a footnote."""
    if look.address.startswith("#") and marks.is_mark(text) and not text.strip().isalpha():
        return None
    if look.script == "sup":
        return marks.raised(before, text)
    return marks.lowered(text) if look.script == "sub" else text


def paragraphs(runs):
    """Yield the runs of each paragraph of a block: two line breaks in a row divide it."""
    part, breaks = [], 0
    for run in runs:
        if run.text == "\n":
            breaks += 1
        elif run.text.strip():
            if breaks > 1:
                yield part
                part = []
            elif breaks:
                part.append(Run("\n", run.look))
            breaks = 0
            part.append(run)
        elif not breaks:
            part.append(run)
    yield part


def trimmed(runs, full_address, is_plain=False):
    """Return (text, tags, address) of runs with single spaces, and none at the ends of lines.

    ``full_address`` is called with the address of a link and its words. ``is_plain`` drops bold.
    """
    found, addresses = [], _addresses(runs, full_address)
    for text, look in runs:
        if text == "\n":
            _cut_end(found)
        is_after_space = not found or found[-1][0].endswith((" ", "\n"))
        shown = text.lstrip(" ") if is_after_space else text
        if shown:
            tags = ("strong",) * (look.is_bold and not is_plain) + ("em",) * look.is_italic
            found.append((shown, tags, addresses[look.address]))
    _cut_end(found)
    return found


def _addresses(runs, full_address):
    """Return {address of a link: its full address, or empty}."""
    words = {}
    for text, look in runs:
        words.setdefault(look.address, []).append(text)
    return {
        address: full_address(address, "".join(texts)) if address else ""
        for address, texts in words.items()
    }


def _cut_end(found):
    """Cut the space at the end of the last run."""
    while found and found[-1][0] != "\n":
        text, tags, address = found.pop()
        if text := text.rstrip(" "):
            found.append((text, tags, address))
            return
