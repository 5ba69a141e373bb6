"""Small bar charts that compare figures of the same unit."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cooperation.domain import languages
from cooperation.domain.quantities import Quantity, format_quantity
from cooperation.figures import Cell, Drawing
from cooperation.figures.axis import date_words
from cooperation.figures.marks import PALE, fade_defs
from cooperation.figures.svg import SMALL, TEXT, element, link, picture, text_width, truncate

WIDTH = 340
ROW, BAR = 46, 14
FADE_WIDTH = 20
"""The width of an inexact edge."""

LEAST = 2
OVERLAP = 0.4
"""The overlap of two parts of a bar, so that there is no gap."""


def draw_multiples(comparisons, record):
    """Return a Drawing for each Comparison, with the figures of ``record`` highlighted."""
    return [
        _draw(comparison, record, f"compared-{number}")
        for number, comparison in enumerate(comparisons, start=1)
    ]


def _draw(comparison, record, name):
    figures = comparison.figures
    numbers = [_number(figure) for figure in figures]
    room = WIDTH - max(text_width(number, TEXT) for number in numbers) - FADE_WIDTH - 8
    most = max(figure.value for figure in figures) or 1
    rows = [
        _row(figure, float(figure.value / most) * max(room, LEAST), top * ROW, record, name)
        for top, figure in enumerate(figures)
    ]
    title = capfirst(comparison.unit)
    root = picture(
        WIDTH,
        ROW * len(figures),
        title,
        fade_defs(["end"], name, solid=0),
        element("g", *rows, role="list"),
        font_size=TEXT,
    )
    columns = [_("Record"), _("Date"), _("Number")]
    table = [
        [
            Cell(figure.record.title, figure.record.get_absolute_url()),
            date_words(figure.record.when) if figure.record.when else "–",
            number,
        ]
        for figure, number in zip(figures, numbers, strict=True)
    ]
    return Drawing(name, title, root, columns, table, _notes(figures))


def _number(figure):
    """Return a figure’s number with its qualifier, without its unit."""
    return format_quantity(Quantity(figure.value, figure.qualifier), languages.current())


def _row(figure, length, top, record, name):
    """Return a figure: the title of its record, a bar and the number."""
    other = figure.record
    title = f"{date_words(other.when)} · {other.title}" if other.when else other.title
    weight = 600 if other.pk == record.pk else None
    bar, end = _bar(figure.qualifier, max(length, LEAST), float(top + 20), name)
    return element(
        "g",
        link(
            other.get_absolute_url(),
            f"{title}: {_number(figure)} {figure.unit}",
            element(
                "text",
                truncate(title, WIDTH, SMALL),
                y=top + 13,
                font_size=SMALL,
                font_weight=weight,
                class_="figure__muted",
            ),
            *bar,
            element("text", _number(figure), x=end + 8, y=top + 32, font_weight=weight),
            data_kind=other.kind,
        ),
        role="listitem",
    )


def _bar(qualifier, length, top, name):
    """Return the parts of a bar and its end.

    “At least” fades on beyond the number, “at most” is pale up to it, “about” has a soft edge.
    """
    place = {"y": top, "height": BAR, "fill": "currentColor"}
    fading = {"width": FADE_WIDTH, "mask": f"url(#{name}-fade-end)"}
    if qualifier in ("over", "at_least"):
        bars = [{"x": 0, "width": length + OVERLAP}, {"x": length} | fading]
        return [element("rect", **place, **bar) for bar in bars], length + FADE_WIDTH
    if qualifier in ("around", "about"):
        solid = max(length - FADE_WIDTH / 2, 0)
        bars = [{"x": 0, "width": solid + OVERLAP}, {"x": solid} | fading]
        return [element("rect", **place, **bar) for bar in bars], solid + FADE_WIDTH
    if qualifier in ("under", "at_most"):
        pale = element("rect", **place, **PALE, x=0, width=length)
        limit = element("rect", **place, x=max(length - LEAST, 0), width=LEAST)
        return [pale, limit], length
    return [element("rect", **place, x=0, width=length)], length


def _notes(figures):
    qualifiers = {figure.qualifier for figure in figures}
    reading = [
        ({"over", "at_least"}, _("Fading bar: at least this many.")),
        ({"around", "about"}, _("Soft edge: about this many.")),
        ({"under", "at_most"}, _("Pale bar: at most this many.")),
    ]
    notes = [text for keys, text in reading if keys & qualifiers]
    return [" ".join(notes)] if notes else []
