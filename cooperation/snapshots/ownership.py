"""What an old snapshot holds that is somewhere else today, after a merger or another choice."""

from cooperation.models import OldAddress, Relation
from cooperation.snapshots.capture import capture
from cooperation.snapshots.parts import model_of, part_links, plain, unique_places
from cooperation.snapshots.rows import Key, natural_key


def without_what_is_elsewhere(snapshot, record, live=None):
    """Return a snapshot as it can be the record’s again, and the rows that cannot.

    Records that have moved or were merged go by the address that they have now. Rows cannot if
    they belong to another record today, or if two of them, or the two ends of one, have become
    the same. ``live`` is the record’s snapshot as it is, if that is known.
    """
    snapshot = _with_present_addresses(snapshot)
    live = live or capture(record)
    own = {row["pk"] for row in live if "pk" in row}
    taken = _taken(row for row in snapshot if "pk" in row and row["pk"] not in own)
    models = list(dict.fromkeys(row["model"] for row in snapshot))  # what others hang on first
    snapshot.sort(key=lambda row: (models.index(row["model"]), row.get("pk") not in own))
    kept, left, gone, places = [], [], set(), set()
    for row in snapshot:
        key, fields = Key(row["model"], row.get("pk")), row["fields"]
        here = {(key.model, place) for place in unique_places(key.model, fields)} if key.pk else ()
        is_loop = key.model == Relation._meta.label_lower and fields["subject"] == fields["object"]
        if key in taken or is_loop or places.intersection(here) or _hangs_on(key, fields, gone):
            left.append(row)
            gone.add(key)
        else:
            kept.append(row)
            places |= set(here)
    return kept, left


def _with_present_addresses(snapshot):
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


def _taken(rows):
    """Return the Keys of rows that are in the database already."""
    wanted = {}
    for row in rows:
        if model := model_of(row["model"]):
            wanted.setdefault(model, []).append(row["pk"])
    return {
        Key(model._meta.label_lower, str(pk))
        for model, keys in wanted.items()
        for pk in plain(model).filter(pk__in=keys).values_list("pk", flat=True)
    }


def _hangs_on(key, fields, gone):
    return any(
        goes_with_it and Key(model, fields.get(name)) in gone
        for name, model, goes_with_it in part_links(key.model)
    )
