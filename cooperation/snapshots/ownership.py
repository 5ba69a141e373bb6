"""Drops rows of an old snapshot that belong to another record today, for example after a merger."""

from cooperation.models import OldAddress, Relation
from cooperation.snapshots.capture import capture
from cooperation.snapshots.parts import model_of, part_links, raw_queryset, unique_values
from cooperation.snapshots.rows import RowKey, natural_key


def drop_rows_owned_by_other_records(snapshot, record, live=None):
    """Return a snapshot that the record can have today, and the rows that were dropped.

    Records that were moved or merged get their current address. A row is dropped if it belongs to
    another record, if an earlier row has the same unique values, or if it would link a record to
    itself. ``live`` is the current snapshot of the record, if the caller has it.
    """
    snapshot = _with_current_addresses(snapshot)
    live = live or capture(record)
    own = {row["pk"] for row in live if "pk" in row}
    taken = _existing_keys(row for row in snapshot if "pk" in row and row["pk"] not in own)
    models = list(dict.fromkeys(row["model"] for row in snapshot))  # dependent rows last
    snapshot.sort(key=lambda row: (models.index(row["model"]), row.get("pk") not in own))
    kept, left, gone, places = [], [], set(), set()
    for row in snapshot:
        key, fields = RowKey(row["model"], row.get("pk")), row["fields"]
        here = {(key.model, place) for place in unique_values(key.model, fields)} if key.pk else ()
        is_loop = key.model == Relation._meta.label_lower and fields["subject"] == fields["object"]
        if key in taken or is_loop or places.intersection(here) or _depends_on(key, fields, gone):
            left.append(row)
            gone.add(key)
        else:
            kept.append(row)
            places |= set(here)
    return kept, left


def _with_current_addresses(snapshot):
    own = natural_key(snapshot)
    names = {
        tuple(value)
        for row in snapshot
        for value in row["fields"].values()
        if isinstance(value, list) and len(value) == 2 and tuple(value) != own
    }
    former = OldAddress.objects.with_record().with_slugs({slug for _kind, slug in names})
    now = {
        (each.kind, each.slug): list(each.record.natural_key())
        for each in former.select_related("record")
        if (each.kind, each.slug) in names
    }
    return [
        {
            **row,
            "fields": {
                name: now.get(tuple(value), value) if isinstance(value, list) else value
                for name, value in row["fields"].items()
            },
        }
        for row in snapshot
    ]


def _existing_keys(rows):
    """Return the Keys of the rows that are in the database."""
    wanted = {}
    for row in rows:
        if model := model_of(row["model"]):
            wanted.setdefault(model, []).append(row["pk"])
    return {
        RowKey(model._meta.label_lower, str(pk))
        for model, keys in wanted.items()
        for pk in raw_queryset(model).filter(pk__in=keys).values_list("pk", flat=True)
    }


def _depends_on(key, fields, gone):
    return any(
        is_cascade and RowKey(model, fields.get(name)) in gone
        for name, model, is_cascade in part_links(key.model)
    )
