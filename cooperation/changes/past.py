"""Shows the whole register as it was at the end of a day."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction

from cooperation.changes.consequences import history
from cooperation.changes.rolled_back import apply_as_public, rebuild_derived_data
from cooperation.changes.use_case import allow_writes
from cooperation.models import Record, Revision
from cooperation.snapshots.references import MissingReferences
from cooperation.sourcing.index import index_all


@contextmanager
def register_as_of(moment):
    """Set the register to what readers saw at a moment; roll everything back at the end.

    Yields the records that cannot be shown as they were, as (record, reason). Records keep their
    current addresses. What was not public then is a draft, and later changes are unknown. Deleted
    records are missing. Pages of the site and its settings have no history and are today’s.
    """
    with allow_writes():
        snapshots = {
            record: history.public_snapshot_at(record, moment)
            for record in Record.objects.order_by("pk")
        }
        Revision.objects.later_than(moment).delete()
        problems = _apply_all(snapshots)
        rebuild_derived_data()
        index_all()
        yield problems
        transaction.set_rollback(True)


def _apply_all(snapshots):
    """Apply all snapshots; return what could not be applied, as (record, reason)."""
    hidden = [record.pk for record, snapshot in snapshots.items() if snapshot is None]
    Record.objects.mark_as_drafts(hidden)
    problems = []
    for record, snapshot in snapshots.items():
        if snapshot is None:
            continue
        try:
            with transaction.atomic():
                apply_as_public(record, snapshot)
        except (MissingReferences, IntegrityError) as problem:  # it cannot be as it was
            Record.objects.mark_as_drafts([record.pk])
            problems.append((record, str(problem)))
    return problems
