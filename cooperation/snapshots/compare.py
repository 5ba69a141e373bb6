"""What differs between two snapshots, field by field and part by part, in words people know.

Pure: it reads two snapshots and the names of what they refer to (``names.names_of``).
"""

from typing import NamedTuple

from django.apps import apps
from django.db.models import FileField
from django.utils.translation import gettext as _

from cooperation.domain.texts.differences import changed_pieces
from cooperation.models import Evidence
from cooperation.models.evidence import PARTS
from cooperation.snapshots.parts import model_of, seen_fields_of
from cooperation.snapshots.rows import BASE, OWN, STATE, filled, read
from cooperation.snapshots.wording import heading_of, label_of, own_heading, supported, text_of

ADDED, REMOVED, CHANGED = "added", "removed", "changed"

SUPPORTS = ("field", *PARTS)
"""The fields of evidence that together say what it supports."""


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
    """What became of one row: ``what`` is added, removed or changed; ``changes`` its values."""

    key: tuple
    heading: str
    what: str
    changes: list

    @property
    def what_label(self):
        return {ADDED: _("added"), REMOVED: _("removed"), CHANGED: _("changed")}[self.what]


class ComparedSection(NamedTuple):
    """The changes of one sort: of the record itself, of its relations, of its evidence…"""

    label: str
    rows: list


def diff(old, new, names):
    """Return the Sections in which two snapshots of one record differ; none if in nothing.

    Where a record stands (its status, its dates of making and saving) is no content and is left
    out. ``names`` is {natural key or UUID: name} of what the snapshots refer to.
    """
    before, after = read(old), read(new)
    worder = _Comparer(before, after, names)
    sections = {}
    for key in dict.fromkeys([*after, *before]):
        if row := worder.row(key):
            sections.setdefault(_section(key), []).append(row)
    return [ComparedSection(label, rows) for label, rows in sections.items()]


def _section(key):
    if key.pk is None:
        return own_heading(key.model)
    name = str(apps.get_model(key.model)._meta.verbose_name_plural)
    return name[:1].upper() + name[1:]


class _Comparer:
    """Puts rows of two snapshots into words."""

    def __init__(self, before, after, names):
        self.before, self.after, self.names = before, after, names

    def row(self, key):
        """Return the RowChange of a row; None if it is the same, or of a model that is gone."""
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
                supported(fields, rows, self.names) if fields else "" for fields, rows in sides
            ]
            if texts[0] != texts[1]:
                changes.append(FieldChange("supports", _("Supports"), *texts))
        for field in seen_fields_of(model):
            values = [_shown(fields.get(field.name)) for fields in (old, new)]
            if values[0] != values[1] and _is_shown(key, field, old and new):
                texts = [text_of(field, value, self.names) for value in values]
                label = label_of(field)
                if texts[0] == texts[1]:
                    label = _same_text(field) % label
                changes.append(FieldChange(field.name, label, *texts))
        return changes


def _same_text(field):
    """Return how a field is called whose two values read alike."""
    if isinstance(field, FileField):
        return _("%s (another file of the same name)")
    return _("%s (only its formatting)")


def _shown(value):
    """Return a value as it counts; the record itself goes without saying."""
    return None if value is OWN else filled(value)


def _is_shown(key, field, is_kept):
    if key.model == BASE and field.name in STATE:
        return False
    if field.name == "order" and not is_kept:
        return False
    return not (field.model is Evidence and field.name in SUPPORTS)
