"""The lineage of a record as a picture: boxes from left (older) to right (younger)."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.domain import languages
from cooperation.domain.dates import format_partial_date
from cooperation.figures import Cell, Drawing, icons, svg
from cooperation.figures.svg import SMALL, element

NAME = "lineage"
MARGIN = 20
BOX = 176
GAP = 40
BETWEEN = 14
PADDING = 10
TEXT, LINE = 14, 18
LEAN = 24
"""How far a curve is straight before it bends."""

HEAD = "m-6-4 6 4-6 4"
"""The head of an arrow, drawn from its point."""


class Box(NamedTuple):
    """The box of a record: its place, title lines and incoming arrows."""

    record: object
    x: float
    y: float
    height: float
    title: list
    incoming: list
    """The descents that end here; each has its own line in the box."""

    def port(self, descent):
        """Return the y at which the arrow of a descent reaches the box."""
        return self.y + PADDING + LINE * (self.incoming.index(descent) + 0.5)

    @property
    def middle(self):
        return self.y + self.height / 2


def boxes_of(lineage):
    """Return ({id of a record: Box}, width, height)."""
    columns = {}
    for pk, step in sorted(lineage.steps.items(), key=lambda item: abs(item[1])):
        columns.setdefault(step, []).append(pk)
    for step in sorted(columns, key=abs):
        columns[step] = _in_order(columns, step, lineage)
    incoming = {pk: [] for pk in lineage.steps}
    for descent in lineage.descents:
        incoming[descent.younger.pk].append(descent)
    titles = {
        pk: svg.wrap(record.title, BOX - 2 * PADDING, TEXT, most=3)
        for pk, record in lineage.records.items()
    }
    heights = {
        pk: 2 * PADDING + LINE * (len(incoming[pk]) + 1 + len(titles[pk])) for pk in lineage.steps
    }
    tallest = max(_height(column, heights) for column in columns.values())
    boxes = {}
    for number, step in enumerate(sorted(columns)):
        x = MARGIN + number * (BOX + GAP)
        y = MARGIN + (tallest - _height(columns[step], heights)) / 2
        for pk in columns[step]:
            record = lineage.records[pk]
            boxes[pk] = Box(record, x, y, heights[pk], titles[pk], incoming[pk])
            y += heights[pk] + BETWEEN
    return boxes, 2 * MARGIN + len(columns) * (BOX + GAP) - GAP, 2 * MARGIN + tallest


def _height(column, heights):
    return sum(heights[pk] for pk in column) + BETWEEN * (len(column) - 1)


def _in_order(columns, step, lineage):
    """Return a column sorted by the other ends of its arrows, then by date, to avoid crossings."""
    if step == 0:
        return columns[step]
    before = columns.get(step - 1 if step > 0 else step + 1, [])
    place = {pk: number for number, pk in enumerate(before)}
    ends = {pk: [] for pk in columns[step]}
    for descent in lineage.descents:
        for one, other in (
            (descent.older.pk, descent.younger.pk),
            (descent.younger.pk, descent.older.pk),
        ):
            if one in ends and other in place:
                ends[one].append(place[other])

    def key(pk):
        record = lineage.records[pk]
        day = record.when_earliest or record.when_latest
        return sum(ends[pk]) / (len(ends[pk]) or 1), day is None, str(day), record.slug

    return sorted(columns[step], key=key)


def draw(lineage, evidence, download=""):
    """Return the Drawing of a lineage; its rows are the descents, the oldest first.

    ``evidence(relation)`` gives the address of a relation’s evidence on this page, or "": then the
    page of its subject is linked.
    """
    boxes, width, height = boxes_of(lineage)
    kinds = dict.fromkeys(record.kind for record in lineage.records.values())
    in_order = sorted(boxes.values(), key=lambda box: (box.x, box.y))
    parts = [_box(box, box.record.pk == lineage.record.pk) for box in in_order]
    descents = [descent for box in in_order for descent in box.incoming]
    sources = [_source(descent, evidence) for descent in descents]
    arrows = [
        _arrow(descent, boxes, source) for descent, source in zip(descents, sources, strict=True)
    ]
    root = svg.picture(
        width, height, _("Lineage"), icons.symbols(kinds, NAME), *parts, *arrows, font_size=TEXT
    )
    root.attrib |= {"width": f"{width:g}", "height": f"{height:g}"}
    rows = [_row(descent, source) for descent, source in zip(descents, sources, strict=True)]
    columns = [_("Record"), _("Relation"), _("Resulted from")]
    return Drawing(NAME, _("Lineage"), root, columns, rows, _notes(lineage), download)


def _box(box, is_here):
    """Return the box of a record; the record of the page itself is no link."""
    record = box.record
    base = box.y + PADDING + LINE * (len(box.incoming) + 1) - 4
    place = {"x": box.x, "y": box.y, "width": BOX, "height": box.height, "rx": 3}
    parts = [
        element("rect", **place, class_="lineage__box"),
        icons.icon(record.kind, NAME, box.x + PADDING, base - 13),
        element(
            "text",
            svg.truncate(_when(record) or str(record.kind_label), BOX - 2 * PADDING - 22, SMALL),
            x=box.x + PADDING + 22,
            y=base,
            font_size=SMALL,
            class_="lineage__when",
        ),
        svg.lines_of_text(box.title, box.x + PADDING, base + LINE, LINE, class_="lineage__title"),
    ]
    if is_here:
        return element("g", *parts, data_kind=record.kind, class_="lineage__here")
    return svg.link(record.get_absolute_url(), _name(record), *parts, data_kind=record.kind)


def _name(record):
    return ", ".join(filter(None, (record.title, str(record.kind_label), _when(record))))


def _when(record):
    return format_partial_date(record.when, languages.current()) if record.when else ""


def _arrow(descent, boxes, source):
    """Return the arrow of a descent and its label, which is in the box it points to."""
    older, younger = boxes[descent.older.pk], boxes[descent.younger.pk]
    x, y = younger.x, younger.port(descent)
    is_beside = older.x == x
    start = older.x if is_beside else older.x + BOX
    bend = start + (-LEAN if is_beside else LEAN)
    curve = f"M{start:.0f} {older.middle:.0f}C{bend:.0f} {older.middle:.0f}"
    curve += f" {x - LEAN:.0f} {y:.0f} {x:.0f} {y:.0f}"
    words = svg.truncate(str(descent.label), BOX - 2 * PADDING, SMALL)
    return svg.link(
        source,
        _sentence(descent),
        element("path", d=curve, class_="lineage__hit"),
        element("path", d=f"{curve}{HEAD}", class_="lineage__arrow"),
        element("text", words, x=x + PADDING, y=y + 4, font_size=SMALL, class_="lineage__words"),
    )


def _sentence(descent):
    role = descent.relation.role if descent.relation else ""
    sentence = f"{descent.younger.title}: {descent.label} {descent.older.title}"
    return f"{sentence} ({role})" if role else sentence


def _source(descent, evidence):
    """Return the address of the evidence of a descent."""
    if descent.relation is None:
        return descent.younger.get_absolute_url()
    return evidence(descent.relation) or descent.relation.subject.get_absolute_url()


def _row(descent, source):
    return [
        Cell(descent.younger.title, descent.younger.get_absolute_url()),
        Cell(str(descent.label), source),
        Cell(descent.older.title, descent.older.get_absolute_url()),
    ]


def _notes(lineage):
    notes = [_("Arrows point from a record to its results. Their labels link to the evidence.")]
    if lineage.more:
        notes.append(
            ngettext(
                "%(number)d more relation is not drawn.",
                "%(number)d more relations are not drawn.",
                lineage.more,
            )
            % {"number": lineage.more}
        )
    return notes
