"""A record on the timeline: its mark and label, and their size."""

from typing import NamedTuple

from cooperation.domain import languages
from cooperation.figures.axis import WIDTH, date_words
from cooperation.figures.marks import PALE, extent, mark
from cooperation.figures.svg import SMALL, TEXT, element, lines_of_text, link, text_width, wrap
from cooperation.queries.timeline import TimelineEntry

LABEL, MOST_LINES = 236, 3
"""The largest width and number of lines of a title."""

LINE = 18
LONG = 120
"""A bar of this length or longer has its label below, a shorter one beside it."""

SPACE = 8
"""Between a mark and its label."""


class TimelineMark(NamedTuple):
    """An entry with the lines of its label, and the size of mark and label."""

    entry: TimelineEntry
    left: float
    right: float
    height: float
    lines: list
    x: float
    is_before: bool
    """Whether the label ends at ``x``, before the mark."""

    is_below: bool


def name_of(entry):
    """Return the name of a mark: “date – title (kind)”, then its other periods."""
    record = entry.record
    name = f"{date_words(record.when)} – {record.title} ({record.kind_label})"
    return "; ".join([name, *(f"{label}: {date_words(span)}" for label, span in entry.spans)])


def title_language(record):
    """Return the language of a title that is not translated; None otherwise."""
    return languages.ORIGINAL if languages.is_untranslated(record, "title") else None


def timeline_mark(entry, scale):
    """Return the TimelineMark of an entry; its label is below if there is no room beside it."""
    start, end = extent(entry.record.when, scale)
    lines = [date_words(entry.record.when), *wrap(entry.record.title, LABEL, TEXT, MOST_LINES)]
    sizes = [SMALL, *(TEXT for _line in lines[1:])]
    width = max(text_width(line, size) for line, size in zip(lines, sizes, strict=True))
    fits_after = end + SPACE + width <= WIDTH
    fits_before = start - SPACE - width >= scale.left
    is_below = end - start >= LONG or not (fits_after or fits_before)
    is_before = not is_below and not fits_after
    x = start - SPACE if is_before else end + SPACE
    if is_below:
        x = min(start, WIDTH - width)
    first = x - width if is_before else x
    taken = [(start, end), (first, first + width)]
    taken += [extent(span, scale) for _label, span in entry.spans]
    left, right = min(left for left, _ in taken), max(right for _, right in taken)
    height = LINE * (len(lines) + is_below) + 10
    return TimelineMark(entry, left, right, height, lines, x, is_before, is_below)


def list_item(placed, scale, name, numbers):
    """Return a placed TimelineMark as a link in a list.

    ``name`` is the picture’s name; ``numbers`` is {key of a record: its place in the list}.
    """
    item, top = placed.item, placed.top
    entry = item.entry
    base = top + 12 + LINE * item.is_below
    anchor = "end" if item.is_before else None
    look = {"text_anchor": anchor, "font_size": SMALL, "class_": "figure__muted"}
    title_look = {"text_anchor": anchor, "lang": title_language(entry.record)}
    near = sorted(numbers[key] for key in entry.near)
    return element(
        "g",
        link(
            entry.record.get_absolute_url(),
            name_of(entry),
            *(mark(span, scale, top, name, **PALE) for _label, span in entry.spans),
            mark(entry.record.when, scale, top, name),
            element("text", item.lines[0], x=item.x, y=base, **look),
            lines_of_text(item.lines[1:], item.x, base + LINE, LINE, **title_look),
            data_kind=entry.record.kind,
            data_near=" ".join(map(str, near)) or None,
        ),
        role="listitem",
    )
