"""A DuplicateMergePlan in words, for the page that asks to confirm it."""

from typing import NamedTuple

from django.apps import apps
from django.utils.functional import cached_property
from django.utils.text import capfirst

from cooperation.snapshots.names import names_of
from cooperation.snapshots.parts import fields_of, model_of
from cooperation.snapshots.rows import OWN, RELATION, rows_by_key
from cooperation.snapshots.wording import heading_of, label_of, text_of


class PartGroup(NamedTuple):
    """Parts of one model: its label, and a heading for each row."""

    label: str
    rows: list


class ValuePair(NamedTuple):
    """A field with its value in the survivor (``kept``) and in the duplicate (``other``)."""

    label: str
    kept: str
    other: str


class MergeSummary:
    """Each property is a list for the template, empty if there is nothing to show."""

    def __init__(self, plan, duplicate, survivor):
        """``duplicate`` and ``survivor`` are their snapshots."""
        self._plan = plan
        self._names = names_of(duplicate, survivor)
        self._rows = plan.came | plan.kept
        self._before = rows_by_key(survivor)

    def _groups(self, keys, rows=None):
        found = {}
        for key in keys:
            label = capfirst(apps.get_model(key.model)._meta.verbose_name_plural)
            heading = heading_of(key, rows or self._rows, self._names) or "–"
            found.setdefault(label, []).append(heading)
        return [PartGroup(label, rows) for label, rows in found.items()]

    @property
    def moved(self):
        return self._groups(self._plan.moved)

    @property
    def joined(self):
        return self._groups(self._plan.joined)

    @property
    def dropped(self):
        relations = (key for key in self._plan.dropped if key.model == RELATION)
        # as before the merge: afterwards both ends are the same record
        return self._groups(relations, self._before)

    @property
    def left(self):
        return self._groups(self._plan.left)

    @property
    def ended(self):
        return self._groups(self._plan.ended)

    @property
    def names(self):
        return [name for name, _basis in self._plan.names]

    @cached_property
    def taken(self):
        """Each ValuePair that only the duplicate has."""
        return [
            value
            for key, fields in self._plan.taken.items()
            for value in self._values(key, {}, fields)
        ]

    @cached_property
    def differing(self):
        """Each ValuePair in which the two differ."""
        return [
            value
            for each in self._plan.differing
            for value in self._values(each.key, each.kept, each.other)
        ]

    def _values(self, key, kept, other):
        heading = f"{heading_of(key, self._rows, self._names)}: " if key.pk else ""
        return [
            ValuePair(
                heading + label_of(field),
                *(text_of(field, side.get(field.name), self._names) for side in (kept, other)),
            )
            for field in fields_of(model_of(key.model))
            if (field.name in kept or field.name in other) and other.get(field.name) is not OWN
        ]
