"""Drafts beside what the public reads: begun, saved, brought up to date, discarded, shown.

A draft is a snapshot that is not applied yet. While it waits, the record can move on: through
another record’s form, an action of the list, or new fixtures. What moved on elsewhere is taken
into the draft whenever it is looked at; where both changed the same, publishing asks.
"""

from typing import NamedTuple

from django.utils import timezone

from cooperation.changes.addresses import is_free
from cooperation.models import Draft, Record
from cooperation.snapshots.capture import capture
from cooperation.snapshots.merge import brought_up_to, renewed_base
from cooperation.snapshots.ownership import without_what_is_elsewhere
from cooperation.snapshots.references import Missing, without_what_is_gone
from cooperation.snapshots.rows import content, natural_key, with_address, with_state


def draft_of(record):
    """Return the Draft of a record; None if it has none."""
    return Draft.objects.filter(record=record.pk).first()


def with_draft(records):
    """Return those records that readers see and that have a draft beside it (as Record)."""
    drafted = Record.objects.filter(draft__isnull=False, status=Record.Status.PUBLISHED)
    return list(drafted.filter(pk__in=[record.pk for record in records]))


def goes_beside(record, draft=None):
    """Whether what an editor saves of a record becomes a draft, and not the record itself."""
    return record.status == Record.Status.PUBLISHED or draft is not None


def keep(record, snapshot, user=None, live=None, draft=None, **why):
    """Keep a snapshot as the draft of a record; return the Draft, None if nothing is different.

    A draft that says the same as the record itself is dropped: nothing is left to publish. One
    that says something new comes off the schedule, since nobody has set a time for that.
    ``live`` and ``draft`` are what ``capture`` and ``draft_of`` say, if they are known; ``why`` is
    what the editor says of it, kept for its publication.
    """
    live = live or capture(record)
    draft = draft or draft_of(record)
    if content(snapshot) == content(live):
        if draft:
            draft.delete()
        return None
    draft = draft or Draft(record_id=record.pk, base=live)
    draft.base = renewed_base(draft.base, live, snapshot)
    if draft.publish_at and content(draft.snapshot) != content(snapshot):
        draft.publish_at, draft.scheduled_by = None, None
    if why.get("note"):
        draft.note, draft.is_major = why["note"], why["is_major"]
    draft.snapshot = with_state(snapshot, status=record.status)
    draft.saved_by, draft.saved_at = user, timezone.now()
    draft.problem = ""
    draft.save(force_insert=draft._state.adding)
    return draft


class InUse(NamedTuple):
    """A draft as it can be published today.

    ``left_out`` are its rows that lead to what has been deleted since; ``questions`` the Conflicts
    with what the record itself has become; in each the draft’s value stands.
    """

    snapshot: list
    left_out: list
    questions: list


def in_use(draft, live, record=None):
    """Return the InUse of a draft; ``live`` is the snapshot of its record as it is.

    What the record has become since the draft began is in it.
    """
    snapshot, questions = draft.snapshot, []
    if content(draft.base) != content(live):
        snapshot, questions = brought_up_to(live, draft.base, snapshot)
    record = record or Record.objects.get(pk=draft.record_id)
    kind, slug = natural_key(snapshot)
    if slug != record.slug and not is_free(kind, slug, record.pk):
        snapshot = with_address(snapshot, record.slug)  # somebody else took it meanwhile
    return InUse(*as_far_as_possible(snapshot, record, live), questions)


def as_far_as_possible(snapshot, record, live):
    """Return a snapshot as the record can be today, and the rows that it must do without.

    Rows cannot be if they lead to what has been deleted, or belong to another record since a
    merger. Where the record itself cannot be without what is gone, as a working group cannot
    without its council, the value of ``live``, its snapshot as it is, stands.
    """
    if _names_only_what(live, snapshot):
        return snapshot, []
    snapshot, elsewhere = without_what_is_elsewhere(snapshot, record, live)
    try:
        rest, gone = without_what_is_gone(snapshot, record)
    except Missing as missing:
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
        rest, gone = without_what_is_gone(snapshot, record)
    return rest, [*elsewhere, *gone]


def _names_only_what(live, snapshot):
    """Whether all rows of a snapshot, and all that they refer to, are in the live one too."""
    return _named(snapshot) <= _named(live)


def _named(snapshot):
    rows = {row["pk"] for row in snapshot if "pk" in row}
    values = (value for row in snapshot for value in row["fields"].values())
    picture = {snapshot[0]["fields"].get("image")}
    return rows | picture | {tuple(value) for value in values if isinstance(value, list)}


def follow_address(old, new):
    """Let all drafts name a record by the address that it has now: ``old`` and ``new`` are
    natural keys, (kind, address).
    """
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
    """Return a snapshot whose record keeps the address that readers know."""
    _kind, slug = natural_key(snapshot)
    return snapshot if slug == record.slug else with_address(snapshot, record.slug)
