"""Writes the register as numbered fixtures.

A loaded row keeps its file, its place and the order and form of its values; a new row comes after
the last row of its record. Accounts and the files of pictures and documents are not included.
"""

import json
from math import inf

from django.apps import apps
from django.db.models import DateTimeField

from cooperation.changes.content.fixtures import (
    FixtureRow,
    content_fields,
    content_models,
    fixture_row_of,
    has_natural_key,
    is_kind,
    references,
    values,
)
from cooperation.changes.content.present import Present
from cooperation.changes.load_content import loaded_rows
from cooperation.models import Record
from cooperation.snapshots.merge import same_values
from cooperation.snapshots.rows import BASE, RowKey

FILES = {
    "image": "05_images.json",
    "topic": "10_topics.json",
    "partner": "20_partners.json",
    "person": "30_people.json",
    "article": "40_articles.json",
    "event": "50_events.json",
    "agreement": "60_agreements.json",
    "council": "65_councils.json",
    "working_group": "65_councils.json",
    "initiative": "70_initiatives.json",
    "relation": "80_relations.json",
    "evidence": "90_evidence.json",
    "premise": "92_premises.json",
    "page": "95_pages.json",
    "sitesettings": "96_site_settings.json",
    "oldaddress": "97_old_addresses.json",
}
"""Kind or model to the file of its new rows; other parts are in the file of their record."""


def dump(folder):
    """Write the register into a folder as fixtures; return the paths. Other files stay."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, rows in _Register().files().items():
        path = folder / name
        text = json.dumps(rows, ensure_ascii=False, indent=2)
        path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
        paths.append(path)
    return paths


class _Register:
    def __init__(self):
        self.present = Present()
        known = loaded_rows()
        moved = {
            key.pk: "/".join(self.present.addresses.get(int(row.row_pk), key.pk.split("/")))
            for key, row in known.items()
            if key.model == BASE and row.row_pk
        }
        self.loaded = {}
        for key, row in known.items():
            is_record = issubclass(apps.get_model(key.model), Record)
            name = moved.get(key.pk, key.pk) if is_record else key.pk
            self.loaded[RowKey(key.model, name)] = fixture_row_of(row)
        self.order = {model._meta.label_lower: n for n, model in enumerate(content_models())}
        self.last = {}
        for key in self.present.values.keys() & self.loaded.keys():
            entry, record = self.loaded[key], self._record(key)
            place = entry.file, record
            self.last[place] = max(entry.number, self.last.get(place, 0))

    def files(self):
        """Return {name of a file: its rows}, both sorted."""
        found = {entry.file: [] for entry in self.loaded.values()}
        for key in sorted(self.present.values, key=self._place):
            found.setdefault(self._file(key), []).append(self._row(key))
        return dict(sorted(found.items()))

    def _record(self, key):
        """Return the Key of the first record that a row refers to; for a record its own."""
        if key.model == BASE:
            return key
        fields = self.present.values[key]
        found = (target for _field, target in references(key, fields) if target.model == BASE)
        return next(found, None)

    def _file(self, key):
        if entry := self.loaded.get(key):
            return entry.file
        model, record = apps.get_model(key.model), self._record(key)
        if not issubclass(model, Record) and model._meta.model_name in FILES:
            return FILES[model._meta.model_name]
        if entry := self.loaded.get(record):
            return entry.file
        return FILES[record.pk.split("/")[0]]

    def _place(self, key):
        """Return the sort key of a row within its file."""
        if entry := self.loaded.get(key):
            return entry.number, 0, 0, 0, ""
        record = self._record(key)
        after = self.last.get((self._file(key), record), inf)
        pk = self.present.rows[record].pk if record else 0
        return after, 1, pk, self.order[key.model], key.pk

    def _row(self, key):
        model = apps.get_model(key.model)
        pk = {} if has_natural_key(model) else {"pk": _plain_pk(self.present.rows[key].pk)}
        return {"model": key.model, **pk, "fields": self._fields(key, model)}

    def _fields(self, key, model):
        """Return the values of a row in a fixture: those it named before, and any not default."""
        now, entry = self.present.values[key], self.loaded.get(key)
        before = values(entry, is_past=True) if entry else {}
        default = values(FixtureRow("", 0, key, {}))
        found = {model._meta.pk.name: key.pk.split("/")} if is_kind(model) else {}
        for field in content_fields(model):
            name = field.name
            as_loaded = entry and name in entry.fields
            if as_loaded and same_values({name: before[name]}, {name: now[name]}):
                found[name] = entry.fields[name]
            elif not same_values({name: now[name]}, {name: default[name]}):
                found[name] = _written(field, now[name])
        return _in_order(found, list(entry.fields) if entry else [])


def _plain_pk(pk):
    return pk if isinstance(pk, int) else str(pk)


def _written(field, value):
    """Return a value as fixtures write it: times end in Z."""
    if isinstance(field, DateTimeField) and value:
        return value.replace("+00:00", "Z")
    return value


def _in_order(fields, names):
    """Return fields in the order of ``names``; any other follows the one before it."""
    order, previous = [name for name in names if name in fields], None
    for name in fields:
        if name not in order:
            order.insert(order.index(previous) + 1 if previous else 0, name)
        previous = name
    return {name: fields[name] for name in order}
