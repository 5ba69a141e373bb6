"""The history of a record: a revision for each time it went live, and the way back."""

from django.utils.dateparse import parse_datetime

from cooperation.changes.consequences import redirects
from cooperation.models import Record, Revision
from cooperation.snapshots.capture import capture
from cooperation.snapshots.ownership import drop_rows_owned_by_other_records
from cooperation.snapshots.references import drop_dangling_rows
from cooperation.snapshots.rows import BASE, STATE, Key, content, rows_by_key, snapshot_from

Act = Revision.Act


def add_revision(record, act, user=None, before=None, now=None, **why):
    """Write the record as it stands now into its history; return the Revision.

    ``why`` is its ``note`` and whether it ``is_major`` or ``is_forced``. ``before`` is the snapshot
    of the record before what is kept now: if it was public then and has no history, that is the
    first revision. ``now`` is its snapshot as it stands, if that is known.

    None, and nothing written, if the last revision says the same and there is no note: saving
    without changing anything is no event. Raises IntegrityError for a major change without a note.
    """
    last = record_revisions(record).newest_first().first() or _first(record, before)
    now = now or capture(record)
    redirects.update_addresses(record, last and last.snapshot, now)
    if last and not why.get("note") and _says_the_same(last.snapshot, now):
        return None
    return _write(record, last, act, now, user, **why)


def public_snapshot_at(record, moment):
    """Return how readers saw a record at a moment, as a snapshot; None if they did not.

    Before its first revision, a record was as that found it once it had last been saved.
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


def keep_withdrawn(record, present):
    """Keep what was typed into a record while it was withdrawn; call it before replacing it.

    ``present`` is its snapshot as it is. Whatever is public is in the history already.
    """
    if record.status != Record.Status.WITHDRAWN:
        return
    last = record_revisions(record).newest_first().first()
    if not (last and _says_the_same(last.snapshot, present)):
        _write(record, last, Act.WITHDRAWN, present)


def _write(record, last, act, snapshot, user=None, **why):
    number = last.number + 1 if last else 1
    return Revision.objects.create(
        record_id=record.pk, number=number, act=act, snapshot=snapshot, made_by=user, **why
    )


def record_revisions(record):
    return Revision.objects.filter(record_id=record.pk)


def add_first_revision(record, before=None):
    """Keep how a public record stood before its first revision; call it before changing it.

    ``before`` is its snapshot until then, if it is another one by now.
    """
    if record.status != Record.Status.DRAFT and not record_revisions(record).exists():
        _first(record, before or capture(record))


def _first(record, before):
    """Keep what was public before the register kept revisions; None if nothing was."""
    if before is None or before[0]["fields"]["status"] == Record.Status.DRAFT:
        return None
    return Revision.objects.create(
        record_id=record.pk, number=1, act=Act.LOADED, snapshot=before, made_at=_saved_at(before)
    )


def _saved_at(snapshot):
    return parse_datetime(snapshot[0]["fields"]["updated_at"])


def _says_the_same(old, new):
    return old[0]["fields"]["status"] == new[0]["fields"]["status"] and content(old) == content(new)


def restorable(record, snapshot):
    """Return an old snapshot as it can be brought back today, and the rows that cannot be.

    Rows cannot if they lead to a record, a picture or a part that has been deleted since, or if
    they belong to another record now.
    """
    present = capture(record)[0]["fields"]
    rows = rows_by_key(snapshot)
    rows[Key(BASE)] |= {name: present[name] for name in ("slug", *STATE)}
    back, elsewhere = drop_rows_owned_by_other_records(snapshot_from(rows), record)
    back, gone = drop_dangling_rows(back, record)
    return back, [*elsewhere, *gone]
