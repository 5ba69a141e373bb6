"""Restores old revisions and deleted records, and discards drafts."""

from django.db import IntegrityError
from django.utils.translation import gettext as _

from cooperation.changes import approval, drafts, rights
from cooperation.changes.consequences import history
from cooperation.changes.errors import Invalid
from cooperation.changes.finish import ChangedRecord, finish
from cooperation.changes.rolled_back import apply_under_old_key
from cooperation.changes.state import locked_state
from cooperation.changes.use_case import use_case
from cooperation.models import Record
from cooperation.snapshots.capture import capture
from cooperation.snapshots.references import MissingReferences
from cooperation.snapshots.rows import with_state


@use_case
def restore(record, snapshot, by=None):
    """Copy an old snapshot into the draft of a record; return the Draft, None if nothing differs.

    Readers see it once it is published. References to what was deleted since are left out. Raises
    NotAllowed; Invalid if the record needs something deleted, or already has a draft.
    """
    state = locked_state(record)
    rights.check(rights.against_changing(by, state.record))
    if state.draft is not None:
        raise Invalid({"": [_("There is a draft already. Publish or discard it first.")]})
    try:
        back, _left_out = history.restorable(state.record, snapshot)
    except MissingReferences as missing:
        raise Invalid({"": [str(missing)]}) from missing
    return drafts.save_draft(state.record, back, by, state.live)


@use_case
def discard(record, by=None):
    """Discard the draft of a record; return whether there was one. Raises NotAllowed."""
    state = locked_state(record)
    rights.check(rights.against_changing(by, state.record))
    if state.draft is None:
        return False
    rights.check(rights.against_discarding(by, state.draft))
    state.draft.delete()
    approval.forget([state.record])
    return True


@use_case
def restore_deleted(snapshot, pk, by=None):
    """Create a deleted record again as a draft, with its old key (``pk``); return the Record.

    It gets another address if its own is taken. Raises NotAllowed, and Invalid if it needs
    something else that was deleted.
    """
    rights.check(rights.against_adding(by, snapshot[0]["fields"]["kind"]))
    try:
        apply_under_old_key(with_state(snapshot, status=Record.Status.DRAFT), pk)
    except (MissingReferences, IntegrityError) as error:
        raise Invalid({"": [str(error)]}) from error
    record = Record.objects.get(pk=pk)
    finish([ChangedRecord(record, None, capture(record))], by)
    return record
