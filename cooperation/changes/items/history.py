"""The revisions of an item: one for each change that readers see."""

from cooperation.models import ItemRevision
from cooperation.snapshots.items import capture
from cooperation.snapshots.rows import content

Act = ItemRevision.ItemAct


def revisions_of(item):
    return ItemRevision.objects.of(item)


def add_revision(item, act, by, before, now, note=""):  # noqa: PLR0913, PLR0917
    """Add the current state of an item to its history; return the ItemRevision.

    ``before`` is its snapshot before the change, None for a new one; if the last revision is
    different, as after loading fixtures, it is added first. Returns None, and writes nothing, if
    nothing has changed and there is no note.
    """
    last = revisions_of(item).newest_first().first()
    if before is not None and (last is None or content(last.snapshot) != content(before)):
        last = _write(item, last, Act.LOADED, before)
    is_same = last is not None and content(last.snapshot) == content(now)
    if is_same and not note and act != Act.DELETED:
        return None
    return _write(item, last, act, now, by, note)


def _write(item, last, act, snapshot, by=None, note=""):  # noqa: PLR0913, PLR0917
    return ItemRevision.objects.create(
        model=item._meta.label_lower,
        key=str(item.pk),
        number=last.number + 1 if last else 1,
        act=act,
        snapshot=snapshot,
        made_by=by,
        note=note,
    )


def restorable(item, snapshot):
    """Return an old snapshot as it can be restored: a page keeps its current address."""
    (row,), (present,) = snapshot, capture(item)
    kept = {name: present["fields"][name] for name in ("slug",) if name in present["fields"]}
    return [{**row, "fields": row["fields"] | kept}]
