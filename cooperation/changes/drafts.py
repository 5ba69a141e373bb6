"""Drafts of public records: loaded, saved, rebased.

A draft is a snapshot that is not applied yet. The live record may change while it waits: through
the form of another record, an action of the list, or new fixtures. Such changes are merged into the
draft whenever it is read; if both changed the same, publishing asks.
"""

from typing import NamedTuple

from django.utils import timezone

from cooperation.changes.addresses import is_free
from cooperation.models import Draft, Record
from cooperation.snapshots.capture import capture
from cooperation.snapshots.merge import advance_base, rebase
from cooperation.snapshots.ownership import drop_rows_owned_by_other_records
from cooperation.snapshots.references import MissingReferences, drop_dangling_rows
from cooperation.snapshots.rows import content, natural_key, with_address, with_state


def draft_of(record):
    return Draft.objects.filter(record=record.pk).first()


def with_draft(records):
    """Return the published records (Record) that have a draft."""
    drafted = Record.objects.filter(draft__isnull=False, status=Record.Status.PUBLISHED)
    return list(drafted.filter(pk__in=[record.pk for record in records]))


def saves_to_draft(record, draft=None):
    """Whether a save of this record changes its draft and not the live record."""
    return record.status == Record.Status.PUBLISHED or draft is not None


def save_draft(record, snapshot, user=None, live=None, draft=None, **why):
    """Save a snapshot as the draft of a record; return the Draft, None if nothing differs.

    A draft that equals the live record is deleted. A scheduled draft that changes is unscheduled.
    ``live`` and ``draft`` are those of the record, if the caller has them; ``why`` is the reason
    that the editor gives, kept until publication.
    """
    live = live or capture(record)
    draft = draft or draft_of(record)
    if content(snapshot) == content(live):
        if draft:
            draft.delete()
        return None
    draft = draft or Draft(record_id=record.pk, base=live)
    draft.base = advance_base(draft.base, live, snapshot)
    if draft.publish_at and content(draft.snapshot) != content(snapshot):
        draft.publish_at, draft.scheduled_by = None, None
    if why.get("note"):
        draft.note, draft.is_major = why["note"], why["is_major"]
    draft.snapshot = with_state(snapshot, status=record.status)
    draft.saved_by, draft.saved_at = user, timezone.now()
    draft.problem = ""
    draft.save(force_insert=draft._state.adding)
    return draft


class RebasedDraft(NamedTuple):
    """A draft as it can be published today.

    ``left_out`` are its rows that refer to what was deleted since. ``questions`` are the
    FieldConflicts with the live record; in each, ``snapshot`` has the value of the draft.
    """

    snapshot: list
    left_out: list
    questions: list


def rebase_draft(draft, live, record=None):
    """Return the RebasedDraft of a draft; ``live`` is the current snapshot of its record."""
    snapshot, questions = draft.snapshot, []
    if content(draft.base) != content(live):
        snapshot, questions = rebase(live, draft.base, snapshot)
    record = record or Record.objects.get(pk=draft.record_id)
    kind, slug = natural_key(snapshot)
    if slug != record.slug and not is_free(kind, slug, record.pk):
        snapshot = with_address(snapshot, record.slug)  # somebody else took it meanwhile
    return RebasedDraft(*drop_unusable_rows(snapshot, record, live), questions)


def drop_unusable_rows(snapshot, record, live):
    """Return a snapshot that the record can have today, and the rows that were dropped.

    Rows are dropped if they refer to what was deleted, or belong to another record since a merger.
    If a field of the record itself must not be empty and its target is gone, like the council of a
    working group, the value of ``live``, the current snapshot, stays.
    """
    if _named(snapshot) <= _named(live):
        return snapshot, []
    snapshot, elsewhere = drop_rows_owned_by_other_records(snapshot, record, live)
    try:
        rest, gone = drop_dangling_rows(snapshot, record)
    except MissingReferences as missing:
        present = {row["model"]: row["fields"] for row in live if "pk" not in row}
        lost = {
            (row["model"], field.name): present[row["model"]][field.name]
            for row, field, _value in missing.rows
            if "pk" not in row
        }
        snapshot = [
            {
                **row,
                "fields": {
                    name: lost.get((row["model"], name), value) if "pk" not in row else value
                    for name, value in row["fields"].items()
                },
            }
            for row in snapshot
        ]
        rest, gone = drop_dangling_rows(snapshot, record)
    return rest, [*elsewhere, *gone]


def _named(snapshot):
    """Return all rows and all targets of a snapshot."""
    rows = {row["pk"] for row in snapshot if "pk" in row}
    values = (value for row in snapshot for value in row["fields"].values())
    picture = {snapshot[0]["fields"].get("image")}
    return rows | picture | {tuple(value) for value in values if isinstance(value, list)}


def replace_address(old, new):
    """Replace a natural key (kind, address) in all drafts."""
    old, new = list(old), list(new)
    for draft in Draft.objects.select_for_update().mentioning_slug(old[1]):
        for name in ("snapshot", "base"):
            rows = getattr(draft, name)
            for row in rows:
                row["fields"] = {
                    field: new if value == old else value for field, value in row["fields"].items()
                }
            if [rows[0]["fields"]["kind"], rows[0]["fields"]["slug"]] == old:
                rows[0]["fields"]["slug"] = new[1]
        draft.save(update_fields=["snapshot", "base"])


def with_live_address(snapshot, record):
    """Return a snapshot with the current address of the record."""
    _kind, slug = natural_key(snapshot)
    return snapshot if slug == record.slug else with_address(snapshot, record.slug)
