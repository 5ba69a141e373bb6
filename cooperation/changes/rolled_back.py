"""Puts a snapshot into the database for a moment, and rolls it back.

For the forms of drafts and for previews. Nobody else sees it.
"""

from contextlib import contextmanager

from django.db import transaction

from cooperation.changes import drafts
from cooperation.changes.addresses import free_slug
from cooperation.changes.use_case import allow_writes
from cooperation.models import Record
from cooperation.snapshots.apply import apply, apply_with_rows
from cooperation.snapshots.capture import capture
from cooperation.snapshots.references import drop_dangling_rows
from cooperation.snapshots.rows import natural_key, with_address, with_state
from cooperation.sourcing import mentions, passages

PUBLIC_NOW = {"status": Record.Status.PUBLISHED, "publish_at": None, "withdraw_at": None}
"""The state of a record that everybody may see, whatever its scheduled times."""


@contextmanager
def applied(record, snapshot, **state):
    """Let the database hold a snapshot of a record.

    ``state`` are other values of the base row, such as ``status="published"``. Raises
    MissingReferences and IntegrityError like ``apply``.
    """
    with allow_writes():
        apply(with_state(snapshot, **{"status": record.status, **state}), record)
        yield
        transaction.set_rollback(True)


@contextmanager
def applied_state(state, snapshot):
    """Do the same for a record with a RecordState; yield {model: rows} of its parts."""
    with allow_writes():
        standing = with_state(snapshot, status=state.record.status)
        yield apply_with_rows(standing, state.record, state.rows).rows
        transaction.set_rollback(True)


@contextmanager
def applied_deleted(snapshot, pk):
    """Let the database hold a deleted record under its old key; yield its snapshot.

    It gets another address if its own is taken. Raises MissingReferences.
    """
    with allow_writes():
        yield apply_under_old_key(snapshot, pk)
        transaction.set_rollback(True)


def apply_under_old_key(snapshot, pk):
    """Create a deleted record again under its old key; return the snapshot that was applied.

    Part of a use case. Raises MissingReferences.
    """
    kind, slug = natural_key(snapshot)
    snapshot = with_address(snapshot, free_slug(kind, slug))
    snapshot, _left_out = drop_dangling_rows(snapshot)
    apply(snapshot, None, pk)
    return snapshot


@contextmanager
def applied_as_public(record, snapshot):
    """Let the database hold a snapshot as if it were public, with its sentences and evidence.

    References to something deleted are left out. Raises MissingReferences.
    """
    rest, _left_out = drafts.drop_unusable_rows(snapshot, record, capture(record))
    with applied(record, drafts.with_live_address(rest, record), **PUBLIC_NOW):
        if record.kind == "article":
            article = record.as_kind()
            passages.store(article)
            mentions.scan(article)
        passages.attach_record(Record.objects.get(pk=record.pk))
        yield


def apply_as_public(record, snapshot):
    """Replace a record by a snapshot, public at once, at its current address.

    Only inside a transaction that is rolled back: nothing is kept of the record. References to
    something deleted are left out. Call ``rebuild_derived_data`` afterwards. Raises
    MissingReferences.
    """
    rest, _left_out = drafts.drop_unusable_rows(snapshot, record, capture(record))
    apply(with_state(drafts.with_live_address(rest, record), **PUBLIC_NOW), record)


def rebuild_derived_data():
    """Find the sentences, evidence and mentions of all records again."""
    passages.store_all()
    mentions.scan_all()
    for record in Record.objects.order_by("pk"):
        passages.attach_record(record)
