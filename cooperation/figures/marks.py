"""Marks of dates: longer if imprecise, dashed if doubtful, fading if open."""

from cooperation.figures.svg import element

RADIUS = 7
HEIGHT = 14
NARROWEST = 4
"""The least width of a bar."""

APPROXIMATE = {"fill_opacity": 0.2, "stroke": "currentColor", "stroke_dasharray": "6 3"}
UNCERTAIN = {"fill": "none", "stroke": "currentColor", "stroke_width": 2, "stroke_dasharray": "2 3"}
PALE = {"fill_opacity": 0.18}


def is_point(date):

    return date.precision == "day"


def extent(date, scale):
    """Return (start, end) of the mark of a PartialDate on the axis."""
    start, end = scale.extent(date)
    if is_point(date):
        middle = (start + end) / 2
        return middle - RADIUS, middle + RADIUS
    missing = max(NARROWEST - (end - start), 0)
    start = min(max(start - missing / 2, scale.left), scale.right - NARROWEST)
    return start, max(end, start + NARROWEST)


def mark(date, scale, top, name, **look):
    """Return the mark of a PartialDate in the current colour; ``name`` is the picture’s name."""
    start, end = extent(date, scale)
    look = {"fill": "currentColor"} | _doubt(date) | look
    if is_point(date):
        return element("circle", cx=start + RADIUS, cy=top + RADIUS, r=RADIUS, **look)
    mask = f"url(#{name}-fade-{date.open_end})" if date.open_end else None
    return element(
        "rect", x=start, y=float(top), width=end - start, height=HEIGHT, rx=3, mask=mask, **look
    )


def _doubt(date):
    return UNCERTAIN if date.is_uncertain else APPROXIMATE if date.is_approximate else {}


def fades_for(dates, name):
    """Return the ``defs`` for open dates; None if there are none."""
    ends = sorted({date.open_end for date in dates} - {""})
    return fade_defs(ends, name) if ends else None


def fade_defs(ends, name, solid=0.4):
    """Return masks ``<name>-fade-<end>`` that fade bars at their "start" or "end".

    ``solid`` is the share of a bar that does not fade.
    """
    return element("defs", *(part for end in ends for part in _fade(end, name, solid)))


def _fade(end, name, solid):
    opaque, clear = (solid, 1) if end == "end" else (1 - solid, 0)
    stops = sorted([(opaque, "#fff"), (clear, "#000")])
    gradient = element(
        "linearGradient",
        *(element("stop", offset=offset, stop_color=color) for offset, color in stops),
        id=f"{name}-gradient-{end}",
    )
    ground = element("rect", width=1, height=1, fill=f"url(#{name}-gradient-{end})")
    mask = element("mask", ground, id=f"{name}-fade-{end}", maskContentUnits="objectBoundingBox")
    return gradient, mask
