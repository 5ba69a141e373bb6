"""Publishes the draft of a record, or the record itself if it has none."""

from cooperation.changes import rights
from cooperation.changes.errors import EditConflict
from cooperation.changes.save import Saved, go_live
from cooperation.changes.state import locked_state
from cooperation.changes.use_case import use_case
from cooperation.changes.why import NO_REASON
from cooperation.models import Record


@use_case
def publish(record, by=None, base=None, why=NO_REASON):
    """Publish the draft of a record, or the record; return Saved.

    A public record without a draft stays as it is. ``base`` is the snapshot of the record that the
    caller has read: a record that was withdrawn since is then not published. Without a base it is.

    Raises EditConflict if the record and its draft have changed the same, and NotAllowed,
    NotApproved, Outdated or Invalid; nothing is changed then.

    >>> publish(agreement, by=editor)
    """
    state = locked_state(record)
    if base is not None:
        rights.check(rights.against_republishing(state.record, base))
    if state.questions:
        own = state.draft.snapshot
        raise EditConflict(state.draft.base, state.live, own, state.questions, own)
    is_public = state.record.status == Record.Status.PUBLISHED and not state.record.is_expired
    if is_public and state.draft is None:
        return Saved(state.record, has_changed=False)
    return go_live(state, state.present, by, why)
