"""Publishes what waits: the draft of a record, or the record itself if it has none."""

from cooperation.changes import rights
from cooperation.changes.door import use_case
from cooperation.changes.errors import Conflict
from cooperation.changes.save import go_live
from cooperation.changes.state import locked_state
from cooperation.changes.why import NO_REASON


@use_case
def publish(record, by=None, base=None, why=NO_REASON):
    """Let readers see the draft of a record, or the record; return Saved.

    ``base`` is the snapshot of the record that the caller has seen. Without one, the caller knows
    how the record stands now, and publishes it again if it was withdrawn.

    Raises Conflict if the record and its draft have both changed the same, and NotAllowed,
    NotApproved, Outdated or Invalid; nothing is changed then.

    >>> publish(agreement, by=editor)
    """
    state = locked_state(record)
    if base is not None:
        rights.check(rights.against_reviving(state.record, base))
    if state.questions:
        own = state.draft.snapshot
        raise Conflict(state.draft.base, state.live, own, state.questions, own)
    return go_live(state, state.present, by, why)
