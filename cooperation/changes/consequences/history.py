"""The revisions of a record: one each time it was published, and which can be restored."""

from django.utils.dateparse import parse_datetime

from cooperation.changes.consequences import redirects
from cooperation.models import Record, Revision
from cooperation.snapshots.capture import capture
from cooperation.snapshots.ownership import drop_rows_owned_by_other_records
from cooperation.snapshots.references import drop_dangling_rows
from cooperation.snapshots.rows import BASE, STATE, RowKey, content, rows_by_key, snapshot_from

Act = Revision.Act


def add_revision(record, act, user=None, before=None, now=None, **why):
    """Add the current state of a record to its history; return the Revision.

    ``why`` is its ``note`` and whether it ``is_major`` or ``is_forced``. ``before`` is the snapshot
    before the change: a public record without a history gets that as its first revision. ``now`` is
    the current snapshot, if the caller has it.

    Returns None, and writes nothing, if the last revision has the same content and there is no
    note. Raises IntegrityError for a major change without a note.
    """
    last = record_revisions(record).newest_first().first() or _add_loaded_state(record, before)
    now = now or capture(record)
    redirects.update_addresses(record, last and last.snapshot, now)
    if last and not why.get("note") and _is_unchanged(last.snapshot, now):
        return None
    return _write(record, last, act, now, user, **why)


def public_snapshot_at(record, moment):
    """Return the snapshot of a record that readers saw at a moment; None if it was not public.

    Between its last save and its first revision, a record counts as it is now.
    """
    revisions = record_revisions(record).filter(made_at__lte=moment)
    last = revisions.order_by("-made_at", "-number").first()
    if last is None and not record_revisions(record).exists() and record.updated_at <= moment:
        snapshot = capture(record)
    else:
        snapshot = last.snapshot if last else None
    if snapshot is None or snapshot[0]["fields"]["status"] != Record.Status.PUBLISHED:
        return None
    times = (snapshot[0]["fields"].get(name) for name in ("publish_at", "withdraw_at"))
    begins, ends = (time and parse_datetime(time) for time in times)
    is_in_time = (not begins or begins <= moment) and (not ends or ends > moment)
    return snapshot if is_in_time else None


def first_public_moment(record):
    """Return the moment from which ``public_snapshot_at`` can find a state of a public record."""
    first = record_revisions(record).public().order_by("number").first()
    if first is None:
        return record.updated_at
    publish_at = first.snapshot[0]["fields"].get("publish_at")
    return max(first.made_at, parse_datetime(publish_at)) if publish_at else first.made_at


def keep_withdrawn(record, present):
    """Add a revision with the edits of a withdrawn record, before they are replaced.

    ``present`` is its current snapshot. Public states are in the history already.
    """
    if record.status != Record.Status.WITHDRAWN:
        return
    last = record_revisions(record).newest_first().first()
    if not (last and _is_unchanged(last.snapshot, present)):
        _write(record, last, Act.WITHDRAWN, present)


def _write(record, last, act, snapshot, user=None, **why):
    number = last.number + 1 if last else 1
    return Revision.objects.create(
        record_id=record.pk, number=number, act=act, snapshot=snapshot, made_by=user, **why
    )


def record_revisions(record):
    return Revision.objects.filter(record_id=record.pk)


def add_first_revision(record, before=None):
    """Add the state of a public record without a history, before it is changed.

    ``before`` is its snapshot before the change, if the caller has it.
    """
    if record.status != Record.Status.DRAFT and not record_revisions(record).exists():
        _add_loaded_state(record, before or capture(record))


def _add_loaded_state(record, before):
    """Add the public state from before the register had revisions; None if there was none."""
    if before is None or before[0]["fields"]["status"] == Record.Status.DRAFT:
        return None
    saved_at = parse_datetime(before[0]["fields"]["updated_at"])
    return Revision.objects.create(
        record_id=record.pk, number=1, act=Act.LOADED, snapshot=before, made_at=saved_at
    )


def _is_unchanged(old, new):
    return old[0]["fields"]["status"] == new[0]["fields"]["status"] and content(old) == content(new)


def restorable(record, snapshot):
    """Return an old snapshot as it can be restored today, and the rows that cannot.

    A row cannot if it refers to a record, picture or part that was deleted since, or belongs to
    another record now.
    """
    present = capture(record)[0]["fields"]
    rows = rows_by_key(snapshot)
    rows[RowKey(BASE)] |= {name: present[name] for name in ("slug", *STATE)}
    back, elsewhere = drop_rows_owned_by_other_records(snapshot_from(rows), record)
    back, gone = drop_dangling_rows(back, record)
    return back, [*elsewhere, *gone]
