"""Withdraws records from the public pages."""

from cooperation.changes import rights
from cooperation.changes.consequences import history
from cooperation.changes.finish import ChangedRecord, finish
from cooperation.changes.use_case import use_case
from cooperation.changes.why import NO_REASON
from cooperation.models import Draft, Record
from cooperation.snapshots.capture import capture


@use_case
def withdraw(records, by=None, why=NO_REASON):
    """Withdraw records from the public pages; return those that were withdrawn (as Record).

    Nothing is lost. Drafts were never public and stay. The working groups of a council are
    withdrawn with it. All scheduled times of the records are removed. Raises NotAllowed.

    >>> withdraw([agreement], by=editor, why=Why("It was denounced."))
    """
    rights.check(rights.against_withdrawing(by))
    moving = list(Record.objects.locked_with_groups([record.pk for record in records]))
    before = {record.pk: capture(record) for record in moving}
    for record in moving:
        history.add_first_revision(record, before[record.pk])
    keys = [record.pk for record in moving]
    Record.objects.filter(pk__in=keys).withdraw_now()
    Draft.objects.filter(record__in=keys).update(publish_at=None, scheduled_by=None, problem="")
    changed = list(Record.objects.filter(pk__in=keys).order_by("pk"))
    act = history.Act.WITHDRAWN
    finish(
        [ChangedRecord(each, before[each.pk], capture(each), act=act, why=why) for each in changed],
        by,
    )
    return changed
