"""The rows of a snapshot by what they are: pure functions on plain data, without the database.

A snapshot is a list of objects in the format of fixtures. Merging and comparing need its rows by
key, and free of the record’s own address, which stands in every row and may change itself.
"""

from copy import deepcopy
from enum import Enum
from typing import NamedTuple

from cooperation.snapshots.parts import parts_of


class Own(Enum):
    """Stands for the address of the record in the fields of its own parts; no text is equal."""

    RECORD = "the record itself"


OWN = Own.RECORD

BASE = "cooperation.record"

STATE = ("status", "created_by", "created_at", "updated_at")
"""Fields of the base row that say where the record stands, and nothing of its content."""


class Key(NamedTuple):
    """What identifies a row: its model and its UUID.

    The rows of the record itself, and that of an item, have none.
    """

    model: str
    pk: str | None = None


def is_item(snapshot):
    """Whether a snapshot holds an item (snapshots/items.py) and not a record."""
    return snapshot[0]["model"] != BASE


def natural_key(snapshot):
    """Return the (kind, address) of the record of a snapshot."""
    fields = snapshot[0]["fields"]
    return fields["kind"], fields["slug"]


def rows_by_key(snapshot):
    """Return {Key: fields} with the record’s own address replaced by ``OWN``."""
    own = OWN if is_item(snapshot) else list(natural_key(snapshot))
    return {
        Key(row["model"], row.get("pk")): {
            name: OWN if value == own else value for name, value in row["fields"].items()
        }
        for row in snapshot
    }


def snapshot_from(rows):
    """Return the snapshot of rows that ``rows_by_key`` gave, in the order of ``capture``."""
    if Key(BASE) not in rows:
        return [{"model": key.model, "fields": deepcopy(fields)} for key, fields in rows.items()]
    own = [rows[Key(BASE)][name] for name in ("kind", "slug")]
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
    """Return a copy of a snapshot whose record stands elsewhere: ``status="published"``."""
    base, *others = snapshot
    return [{**base, "fields": {**base["fields"], **state}}, *others]


def with_address(snapshot, slug):
    """Return a copy of a snapshot whose record has another address, in each of its rows."""
    rows = rows_by_key(snapshot)
    rows[Key(BASE)] |= {"slug": slug}
    return snapshot_from(rows)


def none_if_empty(value):
    """Return a value as it counts: an empty text says as much as none."""
    return None if value == "" else value


def content(snapshot):
    """Return what a snapshot says, without where the record stands: {Key: fields}.

    Two snapshots with the same content differ for no reader. An empty text and no text are one.
    """
    return {
        key: {
            name: none_if_empty(value)
            for name, value in fields.items()
            if not (key.model == BASE and name in STATE)
        }
        for key, fields in rows_by_key(snapshot).items()
    }
