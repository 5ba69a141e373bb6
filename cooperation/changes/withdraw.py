"""Withdraws records: readers no longer see them, and only an editor publishes them again."""

from cooperation.changes import rights
from cooperation.changes.consequences import history
from cooperation.changes.door import use_case
from cooperation.changes.finish import RecordChange, finish
from cooperation.changes.why import NO_REASON
from cooperation.models import Draft, Record
from cooperation.snapshots.capture import capture


@use_case
def withdraw(records, by=None, why=NO_REASON):
    """Take records out of the public pages; return those that were withdrawn (as Record).

    Nothing of them is lost. Drafts were never public and stay as they are. A council takes its
    working groups along. Every schedule of the records ends: what was to be published later is
    not, until somebody publishes it again. Raises NotAllowed.

    >>> withdraw([agreement], by=editor, why=Why("It was denounced."))
    """
    rights.check(rights.against_withdrawing(by))
    moving = list(Record.objects.locked_with_groups([record.pk for record in records]))
    before = {record.pk: capture(record) for record in moving}
    for record in moving:
        history.begin(record)
    keys = [record.pk for record in moving]
    Record.objects.filter(pk__in=keys).withdraw_now()
    Draft.objects.filter(record__in=keys).update(publish_at=None, scheduled_by=None, problem="")
    changed = list(Record.objects.filter(pk__in=keys).order_by("pk"))
    act = history.Act.WITHDRAWN
    finish(
        [RecordChange(each, before[each.pk], capture(each), act=act, why=why) for each in changed],
        by,
    )
    return changed
