"""The axis and the lane headings of a timeline."""

from django.utils.translation import gettext as _

from cooperation.domain import languages
from cooperation.domain.dates import format_partial_date
from cooperation.domain.kinds import KINDS
from cooperation.figures.scale import Scale
from cooperation.figures.svg import TEXT, element, text_width

WIDTH = 1080
HEAD = 46
"""Height of the axis; lanes begin below."""

LANE_GAP = 16
TICK_SIZE = 12
"""Font size of fine ticks."""


def date_words(date):
    """Return a PartialDate in the reader’s language."""
    return format_partial_date(date, languages.current())


def title(first, last):
    """Return the title of a timeline between two days."""
    if first.year == last.year:
        return _("Timeline, %(year)s") % {"year": first.year}
    return _("Timeline, %(first)s–%(last)s") % {"first": first.year, "last": last.year}


def lane_scale(kinds, window):
    """Return the Scale of a window, to the right of the lane headings."""
    gutter = max(text_width(str(KINDS[kind].plural), TEXT) for kind in kinds) + 24
    return Scale(*window, float(round(gutter)), float(WIDTH - 8))


def axis(scale, bottom):
    """Return the lines and labels of an axis; lines end at ``bottom``."""
    coarse, fine = scale.ticks()
    parts = []
    for tick in coarse:
        parts += [
            element("path", d=f"M{tick.x:.1f} 0V{bottom:.1f}", class_="figure__rule"),
            element("text", tick.label, x=tick.x + 6, y=14, font_weight=600),
        ]
    for tick in fine:
        parts += [
            element("path", d=f"M{tick.x:.1f} 24V{HEAD}", class_="figure__rule"),
            element(
                "text", tick.label, x=tick.x + 6, y=38, font_size=TICK_SIZE, class_="figure__muted"
            ),
        ]
    return element("g", *parts, aria_hidden="true")


def lane_heading(kind, top):
    """Return the heading of a lane and the line above it."""
    return element(
        "g",
        element("path", d=f"M0 {top - LANE_GAP / 2:.1f}H{WIDTH}", class_="figure__rule"),
        element("text", KINDS[kind].plural, y=top + 12, font_weight=600, fill="currentColor"),
        data_kind=kind,
    )


def zoom_attributes(scale):
    """Return the attributes that the zoom script needs to find the day at a point."""
    return {
        "font_size": TEXT,
        "data_first": scale.first.isoformat(),
        "data_last": scale.last.isoformat(),
        "data_left": scale.left,
        "data_right": scale.right,
    }
