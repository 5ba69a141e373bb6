"""Writes a snapshot: afterwards the database holds exactly what the snapshot says.

``loaddata`` could load a snapshot too; ``apply`` also removes the parts that it does not hold.
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
    """The record as its kind, its parts as {model: rows}, and what ``captured`` takes as known."""

    whole: Record
    rows: dict
    known: dict


@transaction.atomic
def apply(snapshot, record=None, pk=None):
    """Make the database hold exactly what a snapshot says; return the record (a Record).

    ``record`` is the record to change; by default that of the same kind and address, or a new one.
    ``pk`` is the key that a record had which is gone; it then comes back under its old key.
    Rows that are as they should be are not touched. Raises ``Missing`` if something that the
    snapshot refers to is gone; nothing is changed then. Sentences of quotes, the mentions in
    articles and what files of documents tell are to be found again afterwards.
    """
    if record is None and pk is None:
        kind, slug = natural_key(snapshot)
        record = Record.objects.filter(kind=kind, slug=slug).first()
    return _write(snapshot, record and load_as_kind(record), pk=pk).whole.record


@transaction.atomic
def create_record(snapshot):
    """Save the record of a snapshot, which must not be there yet; return it (a Record).

    Raises IntegrityError if another record has its address, and ``Missing`` like ``apply``.
    """
    kind = snapshot[0]["fields"]["kind"]
    return _write(snapshot, None, {model: [] for model, _links in parts_of(kind)}).whole.record


@transaction.atomic(savepoint=False)
def apply_with_rows(snapshot, whole, rows):
    """Do as ``apply`` for a record that ``load_as_kind`` has read; return Applied.

    ``rows`` is {model: rows} as from ``held``. After an error the whole transaction must be rolled
    back.
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
    """Save the base row and the row of its kind; return the record as its kind.

    ``old`` is that record as it was, None for a new one. ``pk`` is the key of a new record; by
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
    """Return {model: {key: row}} of the parts of a snapshot, in the order of ``parts_of``.

    The rows are made in memory and not saved.
    """
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
    """Set the fields of a model on a row; what an older snapshot does not name gets its default."""
    for field in fields_of(model):
        if field.is_relation:
            setattr(row, field.attname, references.key(field, fields.get(field.name)))
        elif field.name in fields:
            value = fields[field.name]
            setattr(row, field.attname, None if value is None else field.to_python(value))
        else:
            setattr(row, field.attname, field.get_default())


class _RowChanges:
    """The way from the parts that a record has to those that are wanted.

    Nothing may be deleted by consequence that is wanted, and no unique pair may be there twice on
    the way; so rows leave what is going first, then that goes, and then the others come.
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
        """Return {model: rows} of the record once everything is carried out."""
        return {
            model: [self.there[model].get(pk, row) for pk, row in rows.items()]
            for model, rows in self.wanted.items()
        }

    def _changed(self, model):
        """Return the keys of the rows that are there and are wanted otherwise."""
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
        """Return the keys of rows whose unique values another row of the record is to get."""
        found = set()
        for fields, condition in unique_constraints(model):
            columns = [model._meta.get_field(name).attname for name in fields]
            held = {
                tuple(getattr(row, name) for name in columns): pk
                for pk, row in self.there[model].items()
                if _counts(row, condition)
            }
            for pk, row in self.wanted[model].items():
                holder = held.get(tuple(getattr(row, name) for name in columns))
                if holder not in (None, pk) and _counts(row, condition):
                    found.add(holder)
        return found


def _counts(row, condition):
    """Whether a unique constraint with this condition is about a row."""
    return all(getattr(row, name) in values for name, values in condition)
