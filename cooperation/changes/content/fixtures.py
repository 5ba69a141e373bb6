"""Reads and checks the rows of fixtures, and makes them comparable.

All fields of a row are compared; one that the file leaves out has its default. Fields that refer to
accounts are neither loaded nor dumped.
"""

import json
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from cooperation.models import Image, OldAddress, Page, Record, SiteSettings
from cooperation.snapshots.parts import fields_of, part_candidates, parts_of
from cooperation.snapshots.references import json_value
from cooperation.snapshots.rows import BASE, RowKey

WITHOUT_RECORD = [Image, Page, SiteSettings]
"""Content that is not part of a record."""


class FixtureError(Exception):
    """A fixture cannot be loaded; the text names file, row and field, and says why."""


class FixtureRow(NamedTuple):
    """A row of a fixture: ``number`` is its place in the file, ``fields`` are as in the file."""

    file: str
    number: int
    key: RowKey
    fields: dict

    def error(self, why, field=""):
        """Return a FixtureError that names this row."""
        place = f"{self.file}, row {self.number} ({self.key.model} {self.key.pk})"
        return FixtureError(f"{place}, field “{field}”: {why}" if field else f"{place}: {why}")


@cache
def content_models():
    """Return the models that fixtures can hold; a model comes after those it depends on."""
    kinds = Record.__subclasses__()
    reached = {part.model for kind in kinds for part in parts_of(kind.KIND)}
    parts = [model for model in part_candidates() if model in reached]
    return [*WITHOUT_RECORD, Record, *kinds, *parts, OldAddress]


@cache
def content_fields(model):
    """Return the fields of a model that fixtures can hold, in the order of the model."""
    return [field for field in fields_of(model) if field.related_model is not get_user_model()]


def is_kind(model):
    """Whether a model is a kind of record."""
    return issubclass(model, Record) and model is not Record


def read(paths):
    """Return {Key: FixtureRow} of the rows in some files, in order; raises FixtureError."""
    entries = {}
    for path in paths:
        try:
            rows = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise FixtureError(f"{path.name}: {error}") from error
        if not isinstance(rows, list):
            raise FixtureError(f"{path.name}: it must be a list of rows")
        for number, row in enumerate(rows, 1):
            entry = _entry(path.name, number, row)
            if other := entries.get(entry.key):
                raise entry.error(f"is already in {other.file}, row {other.number}")
            entries[entry.key] = entry
    return entries


def _entry(file, number, row):
    try:
        model, fields = apps.get_model(row["model"]), _without_nul(row["fields"])
    except (LookupError, TypeError, ValueError) as error:
        raise FixtureError(f"{file}, row {number}: {error!r}") from error
    label = model._meta.label_lower
    if model not in content_models():
        raise FixtureError(f"{file}, row {number}: {label} cannot be loaded from fixtures")
    try:
        name = natural_key(model, fields) if has_natural_key(model) else _pk(model, row.get("pk"))
    except ValidationError as error:
        raise FixtureError(f"{file}, row {number}: {' '.join(error.messages)}") from error
    key = RowKey(label, name)
    if not key.pk:
        raise FixtureError(f"{file}, row {number}: {label} needs “pk” or its natural key")
    return FixtureRow(file, number, key, fields)


def has_natural_key(model):
    """Whether rows of a model have a natural key."""
    return hasattr(model, "natural_key")


def _pk(model, value):
    """Return a primary key as text; raises ValidationError."""
    return "" if value is None else str(model._meta.pk.to_python(value))


def _without_nul(fields):
    """Return {field: value} without U+0000, which no text keeps and PostgreSQL cannot store."""
    return {
        name: value.replace("\0", "") if isinstance(value, str) else value
        for name, value in dict(fields).items()
    }


def natural_key(model, fields):
    """Return the natural key of a row, joined by slashes; "" if it has none."""
    if is_kind(model):
        parts = fields.get(model._meta.pk.name) or ()
    else:
        parts = [fields.get(name) for name in ("kind", "slug") if name in fields]
    return "/".join(map(str, parts))


def fixture_row_of(row):
    """Return a LoadedContent as a FixtureRow, without fields that its model no longer has."""
    model = apps.get_model(row.model)
    names = {model._meta.pk.name, *(field.name for field in content_fields(model))}
    fields = {name: value for name, value in row.fields if name in names}
    return FixtureRow(row.file, row.position, RowKey(row.model, row.key), fields)


def values(entry, is_past=False):
    """Return {name: value} of all fields of a FixtureRow, comparable; raises FixtureError.

    With ``is_past`` a value that today’s models do not accept becomes empty.
    """
    model = apps.get_model(entry.key.model)
    row, found = model(), {}
    known = {field.name: field for field in content_fields(model)}
    if is_kind(model):
        known[model._meta.pk.name] = model._meta.pk
    for name in entry.fields:
        if name not in known:
            raise entry.error("the model has no such field", name)
    for field in content_fields(model):
        value = entry.fields.get(field.name)
        if field.is_relation:
            found[field.name] = value if value is None else _checked_reference(entry, field, value)
            continue
        if field.name in entry.fields:
            try:
                if value not in ("", None) and not is_past:
                    value = field.clean(value, row)
                setattr(row, field.attname, None if value is None else field.to_python(value))
            except ValidationError as error:
                if not is_past:
                    why = f"{' '.join(error.messages)} It says {value!r}."
                    raise entry.error(why, field.name) from error
                setattr(row, field.attname, field.get_default())
        found[field.name] = comparable(field, row)
    return found


def _checked_reference(entry, field, value):
    model = field.related_model
    if issubclass(model, Record):
        is_right = isinstance(value, list) and len(value) == 2
        if not is_right or (model is not Record and value[0] != model.KIND):
            raise entry.error(f"not an address of the right kind: {value!r}", field.name)
        return value
    try:
        return _pk(model, value)
    except ValidationError as error:
        raise entry.error(" ".join(error.messages), field.name) from error


def comparable(field, row):
    """Return a value of a row as JSON holds it, with equal numbers written alike."""
    value = field.value_from_object(row)
    return f"{value.normalize():f}" if isinstance(value, Decimal) else json_value(field, row)


def reference(field, value):
    """Return the Key of the row that a foreign key with a value refers to."""
    if isinstance(value, list):
        return RowKey(BASE, "/".join(value))
    return RowKey(field.related_model._meta.label_lower, value)


def references(key, fields):
    """Yield (field, Key) of each row that a row refers to; for a kind, its record first."""
    model = apps.get_model(key.model)
    if is_kind(model):
        yield model._meta.pk, RowKey(BASE, key.pk)
    for field in content_fields(model):
        if field.is_relation and fields.get(field.name) is not None:
            yield field, reference(field, fields[field.name])
