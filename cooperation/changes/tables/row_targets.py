"""The records of some rows of a table, as they are and as their cells want them to be."""

import json
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from cooperation.changes import drafts
from cooperation.changes.tables.columns import columns_of
from cooperation.changes.tables.known import Known
from cooperation.models import Draft, Record
from cooperation.snapshots.capture import held_all
from cooperation.snapshots.parts import fields_of
from cooperation.snapshots.references import plain_value
from cooperation.snapshots.rows import BASE, content, read, write


@dataclass
class Target:
    """A record that a row is about; ``rows`` are changed by its cells.

    ``shown`` is its snapshot as editors see it, that of its draft if it has one; ``live`` is what
    the register itself holds. A new record has neither ``record`` nor ``live``.
    """

    shown: list
    known: Known
    record: Record | None = None
    live: list | None = None
    parts: dict | None = None
    draft: Draft | None = None
    in_use: drafts.InUse | None = None

    def __post_init__(self):
        self.rows = deepcopy(read(self.shown))
        kind, slug = (self.shown[0]["fields"][name] for name in ("kind", "slug"))
        self.natural_key = kind, self.record.slug if self.record else slug
        self.pk = self.record and self.record.pk

    def __str__(self):
        return self.snapshot[0]["fields"]["title_en"] or self.natural_key[1]

    @property
    def snapshot(self):
        """The record as its cells want it."""
        return write(self.rows)

    @property
    def is_changed(self):
        return self.live is None or content(self.snapshot) != content(self.shown)

    @cached_property
    def cells(self):
        """{name of a column: text} as an export shows them; ask before any cell is changed."""
        columns = columns_of(self.natural_key[0])
        return {column.column_name: column.text(self) for column in columns}

    @property
    def version(self):
        """12 hexadecimal digits that stay the same as long as all cells do."""
        cells = json.dumps([*self.cells.values()], ensure_ascii=False)
        return sha256(cells.encode()).hexdigest()[:12]


def new_target(kind, slug, known, user=None):
    """Return the Target of a record that is not there yet."""
    model = Record.model_of(kind)
    whole = model(slug=slug, kind=kind)
    base, own = (
        {
            field.name: None if field.is_relation else plain_value(field, whole)
            for field in fields_of(each)
        }
        for each in (Record, model)
    )
    if user:
        base["created_by"] = list(user.natural_key())
    snapshot = [
        {"model": BASE, "fields": base},
        {"model": model._meta.label_lower, "fields": {"record": [kind, slug], **own}},
    ]
    return Target(snapshot, known)


def targets_of(records, known=None):
    """Return {key: Target} of some records of one kind, with a constant number of queries."""
    if not records:
        return {}
    held = held_all(records[0].kind, [record.pk for record in records])
    found = {draft.record_id: draft for draft in Draft.objects.of_records(records)}
    targets = {}
    for record in records:
        if record.pk not in held:
            continue  # deleted meanwhile
        live, parts = held[record.pk]
        draft = found.get(record.pk)
        in_use = drafts.in_use(draft, live, record) if draft else None
        shown = in_use.snapshot if draft else live
        targets[record.pk] = Target(shown, known or Known(()), record, live, parts, draft, in_use)
    return targets


class Loader:
    """Finds the record of each row by its address, for all rows of a batch at once.

    django-import-export asks for one of these (``instance_loader_class``).
    """

    def __init__(self, resource, dataset):
        kind = resource.kind
        place = {name: number for number, name in enumerate(dataset.headers)}
        columns = [column for column in columns_of(kind) if column.column_name in place]
        names = {
            name
            for row in dataset
            for column in columns
            for name in column.names_in(row[place[column.column_name]])
        }
        slugs = [row[place["slug"]] for row in dataset]
        if "title_en" in place:
            names |= {row[place["title_en"]] for row in dataset if row[place["title_en"]]}
        resource.known = Known(names)
        records = Record.objects.of_kind(kind).with_slugs(slugs)
        records = list(records.select_for_update() if resource.is_saving else records)
        self._found = {
            target.record.slug: target for target in targets_of(records, resource.known).values()
        }

    def get_instance(self, row):
        return self._found.get(row["slug"])
