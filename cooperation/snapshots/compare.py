"""Compares two snapshots, field by field and part by part, in words that editors know.

Reads no database: the caller passes the names of records from ``names.names_of``.
"""

from typing import NamedTuple

from django.apps import apps
from django.db.models import FileField
from django.utils.translation import gettext as _

from cooperation.domain.texts.differences import changed_pieces
from cooperation.models import Evidence
from cooperation.models.evidence import PARTS
from cooperation.snapshots.parts import model_of, visible_fields_of
from cooperation.snapshots.rows import BASE, OWN, STATE, none_if_empty, rows_by_key
from cooperation.snapshots.wording import (
    capitalised,
    heading_of,
    label_of,
    own_heading,
    supported_text,
    text_of,
)

ADDED, REMOVED, CHANGED = "added", "removed", "changed"

SUPPORTS = ("field", *PARTS)
"""The fields of evidence that say what it supports."""


class FieldChange(NamedTuple):
    """One value before and after, as text, and the words that differ."""

    field: str
    label: str
    old: str
    new: str

    @property
    def pieces(self):
        return changed_pieces(self.old, self.new)


class RowChange(NamedTuple):
    """A row that was added, removed or changed (``what``), and the changes of its fields."""

    key: tuple
    heading: str
    what: str
    changes: list

    @property
    def what_label(self):
        return {ADDED: _("added"), REMOVED: _("removed"), CHANGED: _("changed")}[self.what]


class ComparedSection(NamedTuple):
    """The changes of one model: the record itself, its relations, its evidence…"""

    label: str
    rows: list


def diff(old, new, names):
    """Return the differences of two snapshots of one record as ComparedSections.

    Status, author and times of saving are not compared. ``names`` is {natural key or UUID: name} of
    what the snapshots refer to.
    """
    before, after = rows_by_key(old), rows_by_key(new)
    worder = _Comparer(before, after, names)
    sections = {}
    for key in dict.fromkeys([*after, *before]):
        if row := worder.row(key):
            sections.setdefault(_section(key), []).append(row)
    return [ComparedSection(label, rows) for label, rows in sections.items()]


def _section(key):
    if key.pk is None:
        return own_heading(key.model)
    return capitalised(apps.get_model(key.model)._meta.verbose_name_plural)


class _Comparer:
    def __init__(self, before, after, names):
        self.before, self.after, self.names = before, after, names

    def row(self, key):
        """Return the RowChange of a row; None if it is the same or its model no longer exists."""
        model = model_of(key.model)
        if model is None:
            return None
        old, new = self.before.get(key), self.after.get(key)
        changes = self._changes(key, model, old or {}, new or {})
        if not changes and old is not None and new is not None:
            return None
        what = CHANGED if None not in (old, new) else ADDED if old is None else REMOVED
        rows = self.after if new is not None else self.before
        heading = heading_of(key, rows, self.names) if key.pk else ""
        return RowChange(key, heading, what, changes)

    def _changes(self, key, model, old, new):
        changes = []
        if model is Evidence:
            sides = ((old, self.before), (new, self.after))
            texts = [
                supported_text(fields, rows, self.names) if fields else "" for fields, rows in sides
            ]
            if texts[0] != texts[1]:
                changes.append(FieldChange("supports", _("Supports"), *texts))
        for field in visible_fields_of(model):
            values = [_shown(fields.get(field.name)) for fields in (old, new)]
            if values[0] != values[1] and _is_shown(key, field, old and new):
                texts = [text_of(field, value, self.names) for value in values]
                label = label_of(field)
                if texts[0] == texts[1]:
                    label = _same_text(field) % label
                changes.append(FieldChange(field.name, label, *texts))
        return changes


def _same_text(field):
    """Return the label of a field whose two different values read the same."""
    if isinstance(field, FileField):
        return _("%s (another file of the same name)")
    return _("%s (only its formatting)")


def _shown(value):
    """Return a comparable value; None for the record itself, which is never shown."""
    return None if value is OWN else none_if_empty(value)


def _is_shown(key, field, is_kept):
    if key.model == BASE and field.name in STATE:
        return False
    if field.name == "order" and not is_kept:
        return False
    return not (field.model is Evidence and field.name in SUPPORTS)
