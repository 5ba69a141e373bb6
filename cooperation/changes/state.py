"""A record as it stands when a use case begins: live, with its draft, and locked."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from cooperation.changes import drafts, review
from cooperation.changes.errors import Outdated
from cooperation.models import Draft, Record
from cooperation.snapshots.capture import as_kept, held
from cooperation.snapshots.rows import with_state

Status = Record.Status


@dataclass(frozen=True)
class RecordState:
    """``record`` is the record as its kind, ``live`` its snapshot, ``rows`` its {model: parts}.

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

    @cached_property
    def reviewed_kinds(self):
        """The kinds whose records somebody else must approve; see ``review.required_kinds``."""
        return review.required_kinds()


def state_of(record):
    """Return the RecordState of a record as it is now; somebody may change it the next moment."""
    return _state(as_kept(record), drafts.draft_of(record))


def _state(whole, draft):
    live, rows = held(whole)
    in_use = drafts.in_use(draft, live, whole) if draft else None
    return RecordState(whole, live, rows, draft, in_use)


def locked_state(record):
    """Lock a record until the end of the transaction and return its RecordState.

    Raises Outdated if it has been deleted.
    """
    if not lock(record.pk):
        raise Outdated(_("“%s” has been deleted meanwhile.") % record)
    return state_as_read(as_kept(record))


def lock(pk):
    """Let nobody else change a record until the end of the transaction; return whether it exists.

    What is read before may have changed meanwhile: read the record afterwards.
    """
    return Record.objects.select_for_update().filter(pk=pk).values_list("pk").first() is not None


def state_as_read(whole):
    """Return the RecordState of a record that was locked and then read as its kind."""
    draft = Draft.objects.select_for_update().filter(record=whole.pk).first()
    return _state(whole, draft)
