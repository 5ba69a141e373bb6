"""A record as a use case finds it: its live snapshot and its draft, locked."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from cooperation.changes import approval, drafts
from cooperation.changes.errors import Outdated
from cooperation.models import Draft, Record
from cooperation.snapshots.capture import capture_with_rows, load_as_kind
from cooperation.snapshots.rows import with_state

Status = Record.Status


@dataclass(frozen=True)
class RecordState:
    """``record`` is the record as its kind, ``live`` its snapshot, ``rows`` its {model: parts}.

    ``draft`` is its Draft and ``rebased`` the RebasedDraft, both None without a draft. ``is_new``:
    the use case itself has just created the record.
    """

    record: Record
    live: list
    rows: dict
    draft: Draft | None
    rebased: drafts.RebasedDraft | None
    is_new: bool = False

    @property
    def present(self):
        """The snapshot that editors see: the draft, or the record if it has none."""
        if self.draft is None:
            return self.live
        return with_state(self.rebased.snapshot, status=self.record.status)

    @property
    def questions(self):
        """The FieldConflicts between the draft and the live record."""
        return self.rebased.questions if self.draft else []

    @cached_property
    def reviewed_kinds(self):
        """The kinds that need approval; see ``approval.required_kinds``."""
        return approval.required_kinds()


def state_of(record):
    """Return the RecordState of a record, without a lock."""
    return _state(load_as_kind(record), drafts.draft_of(record))


def _state(whole, draft):
    live, rows = capture_with_rows(whole)
    rebased = drafts.rebase_draft(draft, live, whole) if draft else None
    return RecordState(whole, live, rows, draft, rebased)


def locked_state(record):
    """Lock a record until the end of the transaction; return its RecordState.

    Raises Outdated if it has been deleted.
    """
    if not lock(record.pk):
        raise Outdated(_("“%s” has been deleted meanwhile.") % record)
    return state_of_locked(load_as_kind(record))


def lock(pk):
    """Lock a record until the end of the transaction; return whether it exists.

    Read the record afterwards: it may have changed while waiting for the lock.
    """
    return Record.objects.select_for_update().filter(pk=pk).values_list("pk").first() is not None


def state_of_locked(whole):
    """Return the RecordState of a record that was locked and then loaded as its kind."""
    draft = Draft.objects.select_for_update().filter(record=whole.pk).first()
    return _state(whole, draft)
