"""The current rows of the register, in the form of fixtures.

A loaded record keeps the natural key of its fixture here, even if its address has changed.
"""

from django.apps import apps

from cooperation.changes.content.fixtures import (
    comparable,
    content_fields,
    content_models,
    has_natural_key,
    is_kind,
)
from cooperation.models import Record
from cooperation.snapshots.parts import raw_queryset
from cooperation.snapshots.rows import BASE, RowKey


class Present:
    """All rows by Key: as objects in ``rows``, as {name: value} in ``values``.

    ``memory`` is {Key: LoadedContent}; without it records have their current addresses.
    """

    def __init__(self, memory=()):
        found = {record.pk: record for record in raw_queryset(Record).order_by("pk")}
        loaded = {
            int(memory[key].row_pk): tuple(key.pk.split("/"))
            for key in memory
            if key.model == BASE and memory[key].row_pk
        }
        loaded = {pk: key for pk, key in loaded.items() if pk in found}
        taken = set(loaded.values())
        self.addresses = loaded | {
            pk: _free((record.kind, record.slug), pk, taken)
            for pk, record in found.items()
            if pk not in loaded
        }
        self.pks = {address: pk for pk, address in self.addresses.items()}
        self.rows = {}
        for model in content_models():
            label = model._meta.label_lower
            rows = found.values() if model is Record else raw_queryset(model).order_by("pk")
            self.rows |= {RowKey(label, self.name_of(model, row)): row for row in rows}
        self.values = {key: self._values(key, row) for key, row in self.rows.items()}

    def name_of(self, model, row):
        """Return what identifies a row in its model: its natural key or its UUID."""
        if issubclass(model, Record):
            return "/".join(self.addresses[row.pk])
        return "/".join(row.natural_key()) if has_natural_key(model) else str(row.pk)

    def _values(self, key, row):
        found = {}
        for field in content_fields(apps.get_model(key.model)):
            value = getattr(row, field.attname)
            if field.is_relation and value is not None:
                is_record = issubclass(field.related_model, Record)
                found[field.name] = list(self.addresses[value]) if is_record else str(value)
            else:
                found[field.name] = None if value is None else comparable(field, row)
        return found

    def titles(self):
        """Return {address: title} of all records, and {UUID: title} of all pictures."""
        return {
            self.addresses[row.pk] if key.model == BASE else key.pk: row.title_en
            for key, row in self.rows.items()
            if key.model in (BASE, "cooperation.image")
        }

    def pk_of(self, field, value):
        """Return the primary key for the value of a foreign key."""
        if isinstance(value, list):
            return self.pks[tuple(value)]
        return field.related_model._meta.pk.to_python(value)

    def own_pk(self, model, key):
        """Return the primary key for a row; None if the database assigns it."""
        if is_kind(model):
            return self.pk_at(key)
        return None if has_natural_key(model) else model._meta.pk.to_python(key.pk)

    def pk_at(self, key):
        """Return the primary key of the record with a Key."""
        return self.pks[tuple(key.pk.split("/"))]

    def add(self, key, row):
        """Add a record that was just created."""
        address = tuple(key.pk.split("/"))
        self.addresses[row.pk], self.pks[address] = address, row.pk
        self.rows[key] = row


def _free(address, pk, taken):
    """Return an address, with a suffix if the fixture of a moved record has it."""
    return (address[0], f"{address[1]}#{pk}") if address in taken else address
