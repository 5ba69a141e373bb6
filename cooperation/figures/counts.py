"""The timeline of many records, as columns of counts that link to narrower periods."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.domain.kinds import KINDS
from cooperation.figures import Cell, Drawing
from cooperation.figures.axis import (
    HEAD,
    LANE_GAP,
    WIDTH,
    axis,
    date_words,
    lane_heading,
    lane_scale,
    title,
    zoom_attributes,
)
from cooperation.figures.svg import SMALL, element, link, picture
from cooperation.queries import timeline as query

HIGHEST, LANE = 44, 80
"""The height of the highest column, and of a lane."""

WIDEST = 48
GAP = 3


def draw_counts(timeline, name, address):
    """Return the Drawing of a counted Timeline; see ``timeline.draw`` for ``address``."""
    kinds = [kind.key for kind in query.KINDS]
    kinds = [kind for kind in kinds if any(kind in part.numbers for part in timeline.counted)]
    scale = lane_scale(kinds, timeline.window)
    lane_bottoms = {
        kind: HEAD + LANE_GAP + LANE * (n + 1) - LANE_GAP for n, kind in enumerate(kinds)
    }
    bottom = HEAD + LANE_GAP + LANE * len(kinds)
    most = max(max(part.numbers.values(), default=0) for part in timeline.counted)
    columns = []
    for part in timeline.counted:
        drawn = {
            kind: _column(
                kind, number, scale.extent(part.period), lane_bottoms[kind], number / most
            )
            for kind, number in part.numbers.items()
        }
        ground = _hit_area(scale.extent(part.period), bottom) if timeline.parts else None
        columns += _links(part, drawn, ground, address)
    root = picture(
        WIDTH,
        bottom,
        title(*timeline.window),
        axis(scale, bottom),
        *(lane_heading(kind, foot - LANE + LANE_GAP) for kind, foot in lane_bottoms.items()),
        element("g", *columns, role="list"),
        **zoom_attributes(scale),
    )
    names = [_("Period"), _("Total"), *(str(KINDS[kind].plural) for kind in kinds)]
    rows = [_row(part, kinds, timeline, address) for part in timeline.counted]
    note = _(
        "Each column counts the records that may fall in that period. "
        "A record with a long or imprecise date counts in several columns."
    )
    return Drawing(name, title(*timeline.window), root, names, rows, [note])


def _column(kind, number, extent, foot, share):
    """Return the column of a kind in a part of the period, with its number on top."""
    start, end = extent
    middle, width = (start + end) / 2, min(end - start - GAP, WIDEST)
    height = max(HIGHEST * share, 1)
    top = foot - height
    place = {"x": middle - width / 2, "y": top, "width": width, "height": height}
    return element(
        "g",
        element("rect", **place, fill="currentColor"),
        element("text", number, x=middle, y=top - 4, font_size=SMALL, text_anchor="middle"),
        data_kind=kind,
    )


def _hit_area(extent, bottom):
    """Return an invisible area that makes the whole part clickable."""
    start, end = extent
    return element(
        "rect",
        x=start,
        y=HEAD,
        width=end - start,
        height=float(bottom - HEAD),
        fill="none",
        pointer_events="all",
    )


def _links(part, columns, ground, address):
    """Return the links of a part: to the narrower period, or without ``ground`` to the lists."""
    if ground is None:
        links = [
            link(_list(kind, part, address), f"{KINDS[kind].plural}: {part.numbers[kind]}", column)
            for kind, column in columns.items()
        ]
    elif columns:
        links = [link(_narrower(part, address), name_of(part), ground, *columns.values())]
    else:
        links = []
    return [element("g", each, role="listitem") for each in links]


def name_of(part):
    """Return the name of a part: “2024: 31 records (Agreements: 12; Events: 19)”."""
    kinds = "; ".join(f"{KINDS[kind].plural}: {number}" for kind, number in part.numbers.items())
    text = ngettext("%(number)s record", "%(number)s records", part.total)
    return f"{date_words(part.period)}: {text % {'number': part.total}} ({kinds})"


def _narrower(part, address):
    return address("timeline", date=part.period.edtf)


def _list(kind, part, address):
    return address(f"{kind}-list", date=part.period.edtf, kind=None)


def _row(part, kinds, timeline, address):
    numbers = [part.numbers.get(kind, 0) for kind in kinds]
    if timeline.parts:
        heading = Cell(date_words(part.period), _narrower(part, address) if part.total else "")
    else:
        heading = Cell(date_words(part.period))
        numbers = [
            Cell(str(number), _list(kind, part, address) if number else "")
            for kind, number in zip(kinds, numbers, strict=True)
        ]
    return [heading, part.total, *numbers]
