"""Reads one record with all its parts as a snapshot.

A snapshot is plain data in Django’s fixture format, with natural keys: the base row, the row of the
kind, and each part with its UUID. Revisions, drafts and merging use this form.
"""

from django.db import models

from cooperation.models import Record
from cooperation.snapshots.parts import (
    parts_of,
    raw_queryset,
)
from cooperation.snapshots.references import NaturalKeys
from cooperation.snapshots.rows import BASE


def capture(record):
    """Return the snapshot of a saved record as it is in the database now.

    Relations are included in both directions, with their evidence.
    """
    return capture_with_rows(load_as_kind(record))[0]


def load_as_kind(record):
    """Return a record as its kind (an Agreement, an Event, …), read from the database now."""
    return raw_queryset(Record.model_of(record.kind)).get(pk=record.pk)


def build_snapshot(whole, rows, known):
    """Return the snapshot of a record and its ``rows`` as from ``capture_with_rows``.

    ``known`` is {key: (kind, address)} of records that need no query.
    """
    known = {**known, whole.pk: whole.natural_key()}
    names = NaturalKeys([whole, *(row for part in rows.values() for row in part)], known)
    return _snapshot(whole, rows, names)


def capture_with_rows(whole):
    """Return the snapshot of a record from ``load_as_kind``, and {model: rows} of its parts."""
    rows = rows_of(whole)
    return build_snapshot(whole, rows, {}), rows


def capture_many(kind, keys):
    """Return {key: what ``capture_with_rows`` returns} of the records of one kind with these keys.

    It takes as many queries as one record does.
    """
    wholes = list(raw_queryset(Record.model_of(kind)).filter(pk__in=keys))
    rows = _rows_of_all(kind, [whole.pk for whole in wholes])
    parts = (row for own in rows.values() for part in own.values() for row in part)
    names = NaturalKeys([*wholes, *parts], {whole.pk: whole.natural_key() for whole in wholes})
    return {whole.pk: (_snapshot(whole, rows[whole.pk], names), rows[whole.pk]) for whole in wholes}


def _snapshot(whole, rows, names):
    kind = type(whole)
    own = list(whole.natural_key())
    return [
        {"model": BASE, "fields": names.fields(whole, Record)},
        {"model": kind._meta.label_lower, "fields": {"record": own, **names.fields(whole, kind)}},
        *(
            {"model": model._meta.label_lower, "pk": str(row.pk), "fields": names.fields(row)}
            for model, part in rows.items()
            for row in part
        ),
    ]


def rows_of(record):
    """Return {model: rows} of the parts of a record, in the order of ``parts_of``."""
    return _rows_of_all(record.kind, [record.pk])[record.pk]


def _rows_of_all(kind, keys):
    """Return {key of a record: what ``rows_of`` returns}, with the queries of one record.

    A relation between two of the records is in both.
    """
    own = {key: (key,) for key in keys}
    owners = {Record: own, Record.model_of(kind): own}  # of each row: the records it is part of
    found = {key: {} for key in keys}
    for model, links in parts_of(kind):
        belongs = models.Q()
        for link in links:
            if owners[link.related_model]:
                belongs |= models.Q(**{f"{link.name}__in": list(owners[link.related_model])})
        owners[model] = {}
        for key in keys:
            found[key][model] = []
        for row in raw_queryset(model).filter(belongs).order_by("pk") if belongs else ():
            above = (owners[link.related_model].get(getattr(row, link.attname)) for link in links)
            owners[model][row.pk] = tuple({key: None for some in above if some for key in some})
            for key in owners[model][row.pk]:
                found[key][model].append(row)
    return found
