"""The whole register as it was at the end of a day, for as long as somebody looks."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction

from cooperation.changes.consequences import history
from cooperation.changes.door import opened
from cooperation.changes.staging import find_everything_again, put_as_public
from cooperation.models import Record, Revision
from cooperation.snapshots.references import Missing
from cooperation.sourcing.index import index_all


@contextmanager
def standing_as_of(moment):
    """Let the register hold what readers saw at a moment, and take everything back at the end.

    Yields the records that could not be brought back, as (record, reason). Records keep the
    addresses that they have now. What was not public then is a draft meanwhile, and nothing is
    known of later changes. What has been deleted since is gone; the pages of the site and its
    settings have no history and are those of today.
    """
    with opened():
        snapshots = {
            record: history.as_of(record, moment) for record in Record.objects.order_by("pk")
        }
        Revision.objects.later_than(moment).delete()
        problems = _put_back(snapshots)
        find_everything_again()
        index_all()
        yield problems
        transaction.set_rollback(True)


def _put_back(snapshots):
    """Put each record back; return what could not be, as (record, reason)."""
    hidden = [record.pk for record, snapshot in snapshots.items() if snapshot is None]
    Record.objects.mark_as_drafts(hidden)
    problems = []
    for record, snapshot in snapshots.items():
        if snapshot is None:
            continue
        try:
            with transaction.atomic():
                put_as_public(record, snapshot)
        except (Missing, IntegrityError) as problem:  # it cannot be as it was
            Record.objects.mark_as_drafts([record.pk])
            problems.append((record, str(problem)))
    return problems
