"""A record as it stands when a use case begins: live, with its draft, and locked."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from cooperation.changes import drafts, review
from cooperation.changes.errors import Outdated
from cooperation.models import Draft, Record
from cooperation.snapshots.capture import capture_with_rows, load_as_kind
from cooperation.snapshots.rows import with_state

Status = Record.Status


@dataclass(frozen=True)
class RecordState:
    """``record`` is the record as its kind, ``live`` its snapshot, ``rows`` its {model: parts}.

    ``draft`` is its Draft and ``rebased`` that draft brought up to date, both None without one.
    ``is_new`` says that the use case itself has just made it.
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
        """The merge.Conflicts between the draft and what the record has become since."""
        return self.rebased.questions if self.draft else []

    @cached_property
    def reviewed_kinds(self):
        """The kinds whose records somebody else must approve; see ``review.required_kinds``."""
        return review.required_kinds()


def state_of(record):
    """Return the RecordState of a record as it is now; somebody may change it the next moment."""
    return _state(load_as_kind(record), drafts.draft_of(record))


def _state(whole, draft):
    live, rows = capture_with_rows(whole)
    rebased = drafts.rebase_draft(draft, live, whole) if draft else None
    return RecordState(whole, live, rows, draft, rebased)


def locked_state(record):
    """Lock a record until the end of the transaction and return its RecordState.

    Raises Outdated if it has been deleted.
    """
    if not lock(record.pk):
        raise Outdated(_("“%s” has been deleted meanwhile.") % record)
    return state_of_locked(load_as_kind(record))


def lock(pk):
    """Let nobody else change a record until the end of the transaction; return whether it exists.

    What is read before may have changed meanwhile: read the record afterwards.
    """
    return Record.objects.select_for_update().filter(pk=pk).values_list("pk").first() is not None


def state_of_locked(whole):
    """Return the RecordState of a record that was locked and then read as its kind."""
    draft = Draft.objects.select_for_update().filter(record=whole.pk).first()
    return _state(whole, draft)
