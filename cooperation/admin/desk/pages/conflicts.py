"""The questions of a conflict, in words for the editor."""

from typing import NamedTuple

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cooperation.models import Evidence
from cooperation.snapshots.compare import SUPPORTS
from cooperation.snapshots.parts import visible_fields_of
from cooperation.snapshots.rows import OWN, rows_by_key
from cooperation.snapshots.wording import heading_of, label_of, own_heading, supported_text, text_of


class ConflictSide(NamedTuple):
    """One side of a question; ``lines`` are (label, text); ``is_gone``: the row was deleted."""

    lines: list
    is_gone: bool


class Question(NamedTuple):
    """A choice between two sides; ``name`` is that of the FieldConflict."""

    name: str
    heading: str
    base: ConflictSide
    theirs: ConflictSide
    mine: ConflictSide
    is_twin: bool


def questions_of(conflicts, snapshots, names):
    """Return a Question for each FieldConflict; ``snapshots`` are base, theirs and mine."""
    sides = [rows_by_key(snapshot) for snapshot in snapshots]
    return [_question(conflict, sides, names) for conflict in conflicts]


def _question(conflict, sides, names):
    model = apps.get_model(conflict.key.model)
    rows = next(side for side in reversed(sides) if conflict.key in side)
    heading = own_heading(conflict.key.model)
    if conflict.key.pk:
        part = capfirst(model._meta.verbose_name)
        heading = f"{part}: {heading_of(conflict.key, rows, names)}"
    values = (conflict.base, conflict.theirs, conflict.mine)
    sides = [
        _side(model, conflict, value, side, names)
        for value, side in zip(values, sides, strict=True)
    ]
    return Question(conflict.name, heading, *sides, is_twin=conflict.twin is not None)


def _side(model, conflict, values, rows, names):
    if values is None:
        return ConflictSide([], is_gone=True)
    lines = []
    if model is Evidence and (conflict.is_whole or "field" in values):
        lines.append((_("Supports"), supported_text(values, rows, names)))
    for field in visible_fields_of(model):
        is_shown = field.name in values and values[field.name] is not OWN
        if is_shown and not (model is Evidence and field.name in SUPPORTS):
            text = text_of(field, values[field.name], names)
            if text or not conflict.is_whole:
                lines.append((label_of(field), text))
    return ConflictSide(lines, is_gone=False)
