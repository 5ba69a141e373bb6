"""Snapshots of items: a page of the site, a picture, or the site settings.

An item is one row without parts. Its snapshot is a list with that row, so it can be merged and
compared like a record with one row.
"""

from django.utils import translation

from cooperation.models import Image, Page, SiteSettings
from cooperation.snapshots.parts import fields_of, model_of, raw_queryset
from cooperation.snapshots.references import json_value

ITEMS = (Page, Image, SiteSettings)


def snapshot_of(item):
    """Return the snapshot of an item in memory, saved or not."""
    model = type(item)
    fields = {field.name: json_value(field, item) for field in fields_of(model)}
    return [{"model": model._meta.label_lower, "fields": fields}]


def capture(item):
    """Return the snapshot of a saved item as it is in the database now."""
    return snapshot_of(raw_queryset(type(item)).get(pk=item.pk))


def item_of(snapshot, pk=None):
    """Return the item of a snapshot, in memory; ``pk`` is its key if it is saved.

    A field that an old snapshot does not have gets its default.
    """
    (row,) = snapshot
    model = model_of(row["model"])
    values = {field.name: _value(field, row["fields"]) for field in fields_of(model)}
    with translation.override("en"):  # the language of the columns without a language
        item = model(**values)
    if pk is not None:
        item.pk = pk
        item._state.adding = False
    return item


def _value(field, fields):
    if field.name not in fields:
        return field.get_default()
    value = fields[field.name]
    return None if value is None else field.to_python(value)


def write(item):
    """Save an item from ``item_of``; a new one gets its key."""
    with translation.override("en"):
        item.save(force_insert=item._state.adding)


def files_of(snapshot):
    """Return the names of the files in a snapshot of a picture; empty for other items."""
    (row,) = snapshot
    if not row["fields"].get("file"):
        return set()
    return {row["fields"]["file"], *(each["file"] for each in row["fields"]["renditions"])}
