"""Writes a snapshot to the database, so that the record is exactly what the snapshot says.

``loaddata`` could load a snapshot too; ``apply`` also deletes the parts that are not in it.
"""

from copy import copy
from typing import NamedTuple

from django.db import transaction
from django.utils import translation

from cooperation.models import Record
from cooperation.snapshots.capture import load_as_kind, rows_of
from cooperation.snapshots.parts import (
    DERIVED_FIELDS,
    fields_of,
    model_of,
    parts_of,
    raw_queryset,
    unique_constraints,
)
from cooperation.snapshots.references import References
from cooperation.snapshots.rows import natural_key


class Applied(NamedTuple):
    """The record as its kind, its parts {model: rows}, and the ``known`` of ``build_snapshot``."""

    whole: Record
    rows: dict
    known: dict


@transaction.atomic
def apply(snapshot, record=None, pk=None):
    """Make the database hold exactly what a snapshot says; return the record (a Record).

    ``record`` is the record to change; by default the one with the same kind and address, or a new
    one. ``pk`` is the old key of a deleted record, which it gets back. Rows that are already right
    are not written. Raises ``MissingReferences``, and changes nothing, if a required target is
    gone. The caller still has to find the sentences of quotes, the mentions and the texts of
    documents.
    """
    if record is None and pk is None:
        kind, slug = natural_key(snapshot)
        record = Record.objects.filter(kind=kind, slug=slug).first()
    return _write(snapshot, record and load_as_kind(record), pk=pk).whole.record


@transaction.atomic
def create_record(snapshot):
    """Save a snapshot as a new record; return it (a Record).

    Raises IntegrityError if another record has its address, and ``MissingReferences`` like
    ``apply``.
    """
    kind = snapshot[0]["fields"]["kind"]
    return _write(snapshot, None, {model: [] for model, _links in parts_of(kind)}).whole.record


@transaction.atomic(savepoint=False)
def apply_with_rows(snapshot, whole, rows):
    """Do the same as ``apply`` for a record from ``load_as_kind``; return Applied.

    ``rows`` is {model: rows} as from ``capture_with_rows``. After an error the whole transaction
    must be rolled back.
    """
    return _write(snapshot, whole, rows)


def _write(snapshot, old, there=None, pk=None):
    with translation.override("en"):  # the language of the columns without a language
        references = References(snapshot, old)
        whole = _write_record(snapshot, old, references, pk)
        change = _RowChanges(whole, unsaved_parts(snapshot, references), there)
        change.carry_out()
    return Applied(whole, change.rows(), references.known)


def _write_record(snapshot, old, references, pk=None):
    """Save the base row and the row of the kind; return the record as its kind.

    ``old`` is the record as it was, None for a new one. ``pk`` is the key of a new record; by
    default the database chooses it.
    """
    base, own = snapshot[0]["fields"], snapshot[1]["fields"]
    kind = Record.model_of(base["kind"])
    whole = copy(old) if old else kind(id=pk)
    before = {model: _columns(old, model) for model in (Record, kind)} if old else {}
    fill(whole, Record, base, references)
    base_row = Record(**{field.attname: getattr(whole, field.attname) for field in _local(Record)})
    if before.get(Record) != _columns(whole, Record):
        base_row.save_base(raw=True, force_insert=old is None)
    whole.pk = whole.id = base_row.pk
    references.own = base_row
    fill(whole, kind, own, references)
    if before.get(kind) != _columns(whole, kind):
        whole.save_base(raw=True, force_insert=old is None)
    whole.record = base_row
    return whole


def _local(model):
    return model._meta.local_concrete_fields


def _columns(row, model):
    return {field.attname: getattr(row, field.attname) for field in _local(model)}


def unsaved_parts(snapshot, references):
    """Return {model: {key: unsaved row}} of the parts, in the order of ``parts_of``."""
    kind, _slug = natural_key(snapshot)
    found = {model: {} for model, _links in parts_of(kind)}
    for row in snapshot[2:]:
        model = model_of(row["model"])
        if model in found:
            made = model(pk=model._meta.pk.to_python(row["pk"]))
            fill(made, model, row["fields"], references)
            found[model][made.pk] = made
    return found


def fill(row, model, fields, references):
    """Set the fields of a model on a row; those that an old snapshot lacks get their default."""
    for field in fields_of(model):
        if field.is_relation:
            setattr(row, field.attname, references.key(field, fields.get(field.name)))
        elif field.name in fields:
            value = fields[field.name]
            setattr(row, field.attname, None if value is None else field.to_python(value))
        else:
            setattr(row, field.attname, field.get_default())


class _RowChanges:
    """Changes the parts of a record from those it has to those that are wanted.

    A deletion must not cascade to a wanted row, and unique values must never clash on the way. So
    rows first move away from what is deleted, then the deletions happen, then the updates and
    inserts.
    """

    def __init__(self, record, wanted, there=None):
        self.parts = parts_of(record.kind)
        self.wanted = wanted
        there = rows_of(record) if there is None else there
        self.there = {model: {row.pk: row for row in rows} for model, rows in there.items()}
        self.gone = {
            model: self.there[model].keys() - rows.keys() | self._blocking_rows(model)
            for model, rows in wanted.items()
        }

    def carry_out(self):
        for model, links in self.parts:
            moved = [
                pk for pk in self._changed(model) if self._depends_on_deleted(model, links, pk)
            ]
            self._update(model, moved)
        for model, _links in reversed(self.parts):
            if self.gone[model]:
                raw_queryset(model).filter(pk__in=self.gone[model]).delete()
        if any(self.gone.values()):
            self.there = {
                model: raw_queryset(model).in_bulk(list(rows))
                for model, rows in self.wanted.items()
            }
        for model, _links in self.parts:
            self._update(model, self._changed(model))
        for model, _links in self.parts:
            new = [row for pk, row in self.wanted[model].items() if pk not in self.there[model]]
            raw_queryset(model).bulk_create(new)

    def rows(self):
        """Return {model: rows} of the record after ``carry_out``."""
        return {
            model: [self.there[model].get(pk, row) for pk, row in rows.items()]
            for model, rows in self.wanted.items()
        }

    def _changed(self, model):
        """Return the keys of the existing rows that have to change."""
        names = [field.attname for field in fields_of(model)]
        return [
            pk
            for pk, row in self.wanted[model].items()
            if (old := self.there[model].get(pk))
            and any(getattr(old, name) != getattr(row, name) for name in names)
        ]

    def _update(self, model, keys):
        if not keys:
            return
        following, causes = DERIVED_FIELDS.get(model, ((), ()))
        names = [field.name for field in _local(model) if not field.primary_key]
        rows = []
        for pk in keys:
            old, row = self.there[model][pk], self.wanted[model][pk]
            row._state = old._state
            if all(getattr(old, name) == getattr(row, name) for name in causes):
                for name in following:
                    setattr(row, name, getattr(old, name))
            rows.append(row)
        raw_queryset(model).bulk_update(rows, names)
        self.there[model] |= {row.pk: row for row in rows}

    def _depends_on_deleted(self, model, links, pk):
        old = self.there[model][pk]
        return any(
            getattr(old, link.attname) in self.gone.get(link.related_model, ()) for link in links
        )

    def _blocking_rows(self, model):
        """Return the keys of rows whose unique values another row of the record will get."""
        found = set()
        for fields, condition in unique_constraints(model):
            columns = [model._meta.get_field(name).attname for name in fields]
            holders = {
                tuple(getattr(row, name) for name in columns): pk
                for pk, row in self.there[model].items()
                if _counts(row, condition)
            }
            for pk, row in self.wanted[model].items():
                holder = holders.get(tuple(getattr(row, name) for name in columns))
                if holder not in (None, pk) and _counts(row, condition):
                    found.add(holder)
        return found


def _counts(row, condition):
    """Whether a unique constraint with this condition applies to a row."""
    return all(getattr(row, name) in values for name, values in condition)
