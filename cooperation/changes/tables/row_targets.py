"""The records of some rows of a table, as they are and as their cells want them to be."""

import json
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256

from cooperation.changes import drafts
from cooperation.changes.tables.columns import columns_of, empty_fields
from cooperation.changes.tables.known_records import KnownRecords
from cooperation.models import Draft, Record
from cooperation.snapshots.capture import capture_many
from cooperation.snapshots.rows import (
    BASE,
    RowKey,
    content,
    natural_key,
    rows_by_key,
    snapshot_from,
)


@dataclass
class Target:
    """A record that a row is about.

    ``shown`` is its snapshot as editors see it, that of its draft if it has one. ``rows`` are the
    rows of that snapshot, which the cells change. A new record has no ``record``.
    """

    shown: list
    known: KnownRecords | None = None
    record: Record | None = None
    draft: Draft | None = None

    def __post_init__(self):
        self.rows = deepcopy(rows_by_key(self.shown))
        self.kind, self.slug = natural_key(self.shown)
        if self.record:
            self.slug = self.record.slug
        self.cells = {column.heading: column.text(self) for column in columns_of(self.kind)}

    def __str__(self):
        return self.rows[RowKey(BASE)]["title_en"] or self.slug

    @property
    def is_new(self):
        return self.record is None

    @property
    def snapshot(self):
        """The record as its cells want it."""
        return snapshot_from(self.rows)

    @property
    def is_changed(self):
        return self.is_new or content(self.snapshot) != content(self.shown)

    @property
    def version(self):
        """12 hexadecimal digits that stay the same as long as all cells do; None if it is new."""
        if self.is_new:
            return None
        cells = json.dumps([*self.cells.values()], ensure_ascii=False)
        return sha256(cells.encode()).hexdigest()[:12]


def new_target(kind, slug, known):
    """Return the Target of a record that does not exist yet."""
    model = Record.model_of(kind)
    base = empty_fields(Record) | {"kind": kind, "slug": slug}
    own = empty_fields(model) | {"record": [kind, slug]}
    rows = [{"model": BASE, "fields": base}, {"model": model._meta.label_lower, "fields": own}]
    return Target(rows, known)


def targets_of(records, known=None):
    """Return {key: Target} of some records of one kind, with a constant number of queries."""
    if not records:
        return {}
    held = capture_many(records[0].kind, [record.pk for record in records])
    found = {draft.record_id: draft for draft in Draft.objects.of_records(records)}
    targets = {}
    for record in records:
        if record.pk not in held:
            continue  # deleted meanwhile
        live, _rows = held[record.pk]
        draft = found.get(record.pk)
        shown = drafts.rebase_draft(draft, live, record).snapshot if draft else live
        targets[record.pk] = Target(shown, known, record, draft)
    return targets
