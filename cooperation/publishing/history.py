"""The history of a record: a revision for each time it went live, and the way back."""

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cooperation.models import Record, Revision
from cooperation.publishing import redirects
from cooperation.publishing.elsewhere import without_what_is_elsewhere
from cooperation.publishing.references import without_what_is_gone
from cooperation.publishing.rows import BASE, STATE, Key, content, read, with_state, write
from cooperation.publishing.snapshot import apply, capture

Act = Revision.Act


@transaction.atomic(savepoint=False)
def keep(record, act, user=None, before=None, **why):
    """Write the record as it stands now into its history; return the Revision.

    ``why`` is its ``note`` and whether it ``is_major``. ``before`` is the snapshot of the record
    before what is kept now: if it was public then and has no history, that is the first revision.

    None, and nothing written, if the last revision says the same and there is no note: saving
    without changing anything is no event. Raises IntegrityError for a major change without a note.
    """
    last = record_revisions(record).newest_first().first() or _first(record, before)
    now = capture(record)
    redirects.follow(record, last and last.snapshot, now)
    if last and not why.get("note") and _says_the_same(last.snapshot, now):
        return None
    return Revision.objects.create(
        record_id=record.pk,
        number=last.number + 1 if last else 1,
        act=act,
        snapshot=now,
        made_by=user,
        **why,
    )


def record_revisions(record):
    return Revision.objects.filter(record_id=record.pk)


def begin(record):
    """Keep how a public record stood before its first revision; call it before changing it."""
    if record.status != Record.Status.DRAFT and not record_revisions(record).exists():
        _first(record, capture(record))


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


@transaction.atomic
def restore(record, snapshot, user=None, note=""):
    """Bring back the content that a record had; its address and where it stands now stay.

    What has been deleted since is left out, see ``restorable``. How the record stands until then
    is kept too, if no revision says so. Returns the new Revision, or None if nothing had changed.
    """
    back, _left_out = restorable(record, snapshot)
    present = capture(record)
    if content(back) == content(present):
        return None
    begin(record)
    keep(record, present[0]["fields"]["status"])  # edits of what is withdrawn are in no revision
    apply(with_state(back, updated_at=timezone.now().isoformat()), record)
    return keep(record, Act.RESTORED, user, note=note)


def restorable(record, snapshot):
    """Return an old snapshot as it can be brought back today, and the rows that cannot be.

    Rows cannot if they lead to a record, a picture or a part that has been deleted since, or if
    they belong to another record now.
    """
    present = capture(record)[0]["fields"]
    rows = read(snapshot)
    rows[Key(BASE)] |= {name: present[name] for name in ("slug", *STATE)}
    back, elsewhere = without_what_is_elsewhere(write(rows), record)
    back, gone = without_what_is_gone(back, record)
    return back, [*elsewhere, *gone]
