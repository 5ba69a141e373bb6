"""Reads and rewrites snapshots as plain data, without the database.

A snapshot is a list of rows in the fixture format. Merging and comparing need the rows by key, and
without the address of the record, which is in every row and may change.
"""

from copy import deepcopy
from enum import Enum
from typing import NamedTuple

from cooperation.snapshots.parts import parts_of


class OwnAddress(Enum):
    """Stands for the address of the record in its own rows; equal to no text."""

    RECORD = "the record itself"


OWN = OwnAddress.RECORD

BASE, EVIDENCE = "cooperation.record", "cooperation.evidence"
RELATION, ALIAS = "cooperation.relation", "cooperation.alias"

STATE = ("status", "created_by", "created_at", "updated_at")
"""Fields of the base row about its status and its saving, not its content."""


class RowKey(NamedTuple):
    """Identifies a row: its model and its UUID.

    The rows of the record itself, and the row of an item, have no UUID.
    """

    model: str
    pk: str | None = None


def is_item(snapshot):
    """Whether this is the snapshot of an item (snapshots/items.py) and not of a record."""
    return snapshot[0]["model"] != BASE


def natural_key(snapshot):
    """Return the (kind, address) of the record."""
    fields = snapshot[0]["fields"]
    return fields["kind"], fields["slug"]


def rows_by_key(snapshot):
    """Return {Key: fields}, with ``OWN`` instead of the address of the record."""
    own = OWN if is_item(snapshot) else list(natural_key(snapshot))
    return {
        RowKey(row["model"], row.get("pk")): {
            name: OWN if value == own else value for name, value in row["fields"].items()
        }
        for row in snapshot
    }


def snapshot_from(rows):
    """Return the snapshot of rows from ``rows_by_key``, in the order of ``capture``."""
    if RowKey(BASE) not in rows:
        return [{"model": key.model, "fields": deepcopy(fields)} for key, fields in rows.items()]
    own = [rows[RowKey(BASE)][name] for name in ("kind", "slug")]
    models = [BASE, *dict.fromkeys(key.model for key in rows if key.pk is None)]
    models += [part.model._meta.label_lower for part in parts_of(own[0])]
    models += sorted({key.model for key in rows} - {*models})
    ordered = sorted(rows, key=lambda key: (models.index(key.model), key.pk or ""))
    return [
        {
            "model": key.model,
            **({"pk": key.pk} if key.pk else {}),
            "fields": {
                name: own if value == OWN else deepcopy(value) for name, value in rows[key].items()
            },
        }
        for key in ordered
    ]


def with_state(snapshot, **state):
    """Return a copy of a snapshot with other values in the base row: ``status="published"``."""
    base, *others = snapshot
    return [{**base, "fields": {**base["fields"], **state}}, *others]


def with_address(snapshot, slug):
    """Return a copy of a snapshot whose record has another address, in each of its rows."""
    rows = rows_by_key(snapshot)
    rows[RowKey(BASE)] |= {"slug": slug}
    return snapshot_from(rows)


def none_if_empty(value):
    """Return None for an empty text, which means the same."""
    return None if value == "" else value


def content(snapshot):
    """Return the content of a snapshot, without its state: {Key: fields}.

    Two snapshots with the same content look the same to readers. An empty text equals None.
    """
    return {
        key: {
            name: none_if_empty(value)
            for name, value in fields.items()
            if not (key.model == BASE and name in STATE)
        }
        for key, fields in rows_by_key(snapshot).items()
    }
