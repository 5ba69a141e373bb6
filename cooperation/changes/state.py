"""A record as it stands when a use case begins: live, with its draft, and locked."""

from typing import NamedTuple

from cooperation.changes import drafts
from cooperation.changes.errors import Outdated
from cooperation.models import Draft, Record
from cooperation.snapshots.capture import held
from cooperation.snapshots.rows import with_state

Status = Record.Status


class State(NamedTuple):
    """``live`` is the snapshot of the record and ``rows`` its parts, {model: rows}.

    ``draft`` is its Draft and ``in_use`` that draft brought up to date, both None without one.
    ``is_new`` says that the use case itself has just made it.
    """

    record: Record
    live: list
    rows: dict
    draft: Draft | None
    in_use: drafts.InUse | None
    is_new: bool = False

    @property
    def present(self):
        """The snapshot that editors see: the draft, or the record if it has none."""
        if self.draft is None:
            return self.live
        return with_state(self.in_use.snapshot, status=self.record.status)

    @property
    def questions(self):
        """The merge.Conflicts between the draft and what the record has become since."""
        return self.in_use.questions if self.draft else []


def state_of(record):
    """Return the State of a record as it is now; somebody may change it the next moment."""
    return _state(record, drafts.draft_of(record))


def _state(record, draft):
    live, rows = held(record)
    in_use = drafts.in_use(draft, live, record) if draft else None
    return State(record, live, rows, draft, in_use)


def locked_state(record):
    """Return the State of a record that nobody else can change until the end of the transaction.

    Raises Outdated if it has been deleted.
    """
    locked = Record.objects.select_for_update().filter(pk=record.pk).first()
    if locked is None:
        raise Outdated(f"“{record}” has been deleted meanwhile.")
    draft = Draft.objects.select_for_update().filter(record=locked.pk).first()
    return _state(locked, draft)
