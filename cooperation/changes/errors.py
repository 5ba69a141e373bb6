"""Why a use case refused a change. A refused call has changed nothing."""

from django.utils.translation import gettext as _


class Refused(Exception):
    """The text says why, and what can be done."""


class NotAllowed(Refused):
    """The account may not do this."""


class AlreadyMerged(NotAllowed):
    """The record is a duplicate of ``survivor`` (Record)."""

    def __init__(self, text, survivor):
        super().__init__(text)
        self.survivor = survivor


class NotApproved(Refused):
    """Somebody else must approve the content before readers see it."""


class Outdated(Refused):
    """The record was withdrawn, merged or deleted since the caller read it."""


class EditConflict(Refused):
    """Somebody else has changed the record since the caller read it.

    ``base``, ``theirs`` and ``mine`` are snapshots: as read, as it is now, as wanted. ``questions``
    are the FieldConflicts that a person must decide; with none, the merge still has to be
    confirmed. ``draft`` is set if ``theirs`` is the live record and not its draft: the snapshot of
    that draft.
    """

    def __init__(self, base, theirs, mine, questions=(), draft=None):
        text = _("Somebody else has saved this record meanwhile. Merge the two changes.")
        if draft is not None:
            text = _(
                "The record has meanwhile been changed in the same places. "
                "Publish from its form, which asks which to keep."
            )
        super().__init__(text)
        self.base, self.theirs, self.mine = base, theirs, mine
        self.questions, self.draft = list(questions), draft

    @property
    def is_live(self):
        return self.draft is not None


class Invalid(Refused):
    """Some values cannot be saved; ``errors`` is {name of a field, "" for all: [texts]}."""

    def __init__(self, errors):
        self.errors = errors
        super().__init__(" ".join(str(text) for texts in errors.values() for text in texts))
