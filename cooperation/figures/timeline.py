"""The timeline as a picture: a lane for each kind, a mark for each record."""

from django.utils.translation import gettext as _

from cooperation.domain.dates.day_periods import whole_years
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
from cooperation.figures.counts import draw_counts
from cooperation.figures.lanes import pack_rows
from cooperation.figures.marks import fades_for
from cooperation.figures.scale import Scale
from cooperation.figures.svg import TEXT, element, picture
from cooperation.figures.timeline_items import list_item, timeline_mark
from cooperation.queries.timeline import KINDS, TimelineEntry, date_order

NAME = "timeline"


def draw(timeline, address):
    """Return the Drawing of a ``queries.timeline.Timeline`` with at least one dated record.

    ``address(name, **changes)`` gives the address of a view with the current filters and these
    changes; None removes a filter.
    """
    if timeline.is_counted:
        return draw_counts(timeline, NAME, address)
    entries = timeline.entries
    lanes = {kind.key: [each for each in entries if each.record.kind == kind.key] for kind in KINDS}
    lanes = {kind: lane_entries for kind, lane_entries in lanes.items() if lane_entries}
    scale = lane_scale(lanes, timeline.window)
    names, placed, top = [], {}, float(HEAD + LANE_GAP)
    for kind, lane_entries in lanes.items():
        names.append(lane_heading(kind, top))
        in_lane, bottom = pack_rows([timeline_mark(entry, scale) for entry in lane_entries], top)
        placed |= {each.item.entry.record.pk: each for each in in_lane}
        top = bottom + LANE_GAP
    numbers = {entry.record.pk: number for number, entry in enumerate(entries)}
    marks = [list_item(placed[key], scale, NAME, numbers) for key in numbers]
    dates = [entry.record.when for entry in entries]
    dates += [span for entry in entries for _label, span in entry.spans]
    root = picture(
        WIDTH,
        top,
        title(*timeline.window),
        fades_for(dates, NAME),
        axis(scale, top - LANE_GAP),
        *names,
        element("g", *marks, role="list"),
        **zoom_attributes(scale),
    )
    notes = _notes(entries, dates)
    return Drawing(NAME, title(*timeline.window), root, *_table(entries), notes)


def strip(records):
    """Return the Drawing of a few records on an axis without lanes; None without dated records."""
    records = sorted((record for record in records if record.when), key=date_order)
    days = [day for each in records for day in (each.when_earliest, each.when_latest) if day]
    if not records:
        return None
    window = whole_years(min(days), max(days))
    scale = Scale(*window, 8.0, float(WIDTH - 8))
    entries = [TimelineEntry(record, [], set()) for record in records]
    placed, bottom = pack_rows(
        [timeline_mark(entry, scale) for entry in entries], float(HEAD + LANE_GAP)
    )
    marks = [list_item(each, scale, "strip", {}) for each in placed]
    root = picture(
        WIDTH,
        bottom,
        title(*window),
        fades_for([record.when for record in records], "strip"),
        axis(scale, bottom),
        element("g", *marks, role="list"),
        font_size=TEXT,
    )
    return Drawing("strip", title(*window), root, *_table(entries))


def _table(entries):
    """Return the columns and rows of the table."""
    rows = [
        [
            date_words(entry.record.when),
            Cell(entry.record.title, entry.record.get_absolute_url()),
            str(entry.record.kind_label),
        ]
        for entry in entries
    ]
    return [_("Date"), _("Title"), _("Kind")], rows


def _notes(entries, dates):
    """Return how to read the marks that the picture has."""
    reading = [
        (True, _("A dot is a day; a bar is a month or longer, as precise as the source.")),
        (len(entries) > 1, _("The order of overlapping marks is not known.")),
        (any(date.is_approximate for date in dates), _("Dashed: approximate.")),
        (any(date.is_uncertain for date in dates), _("Dotted: uncertain.")),
        (
            any(date.open_end for date in dates),
            _("Fading: the start or the end is open or unknown."),
        ),
        (any(entry.spans for entry in entries), _("Pale: validity or entry into force.")),
    ]
    return [" ".join(text for is_there, text in reading if is_there)]
