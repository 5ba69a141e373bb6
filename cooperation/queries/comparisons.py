"""Figures of other records with the same unit, for comparison."""

from itertools import islice
from typing import NamedTuple

from django.db.models import Case, F, Q, Value, When, Window
from django.db.models.functions import RowNumber

from cooperation.models import Figure
from cooperation.models.record_queryset import is_public

MOST_UNITS = 4
MOST_FIGURES = 8
"""Figures compared for one unit."""


class Comparison(NamedTuple):
    """Figures of one unit by date; ``unit`` is in the reader’s language."""

    unit: str
    figures: list


def comparisons(record, figures):
    """Return a Comparison for each unit of a record’s figures that the register has more of.

    Units are the same if their English text is. If there are too many figures, the record’s own
    come first, then the latest.
    """
    units = {}
    for figure in figures:
        units.setdefault(figure.unit_en, figure.unit)
    units = dict(islice(units.items(), MOST_UNITS))
    if not units:
        return []
    is_other = Case(When(record=record.pk, then=Value(0)), default=Value(1))
    place = Window(
        RowNumber(),
        partition_by="unit_en",
        order_by=[
            is_other,
            F("record__when_latest").desc(nulls_last=True),
            "record",
            "order",
            "id",
        ],
    )
    found = Figure.objects.filter(is_public("record__") | Q(record=record.pk), unit_en__in=units)
    found = found.annotate(place=place).filter(place__lte=MOST_FIGURES)
    by_unit = {}
    for figure in sorted(found.select_related("record"), key=_in_order):
        by_unit.setdefault(figure.unit_en, []).append(figure)
    return [
        Comparison(words, by_unit[unit])
        for unit, words in units.items()
        if len(by_unit.get(unit, ())) > 1
    ]


def _in_order(figure):
    """Sort by the first possible day, undated ones last."""
    day = figure.record.when_earliest or figure.record.when_latest
    return day is None, day and day.toordinal(), figure.record.title, figure.order, str(figure.pk)
