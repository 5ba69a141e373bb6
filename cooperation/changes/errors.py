"""Why a use case refused to change the register. A refused call has changed nothing."""

from django.utils.translation import gettext as _


class Refused(Exception):
    """Nothing was changed; the text of the error says why and what can be done."""


class NotAllowed(Refused):
    """The account may not do this."""


class AlreadyMerged(NotAllowed):
    """The record is a duplicate; ``survivor`` (Record) is what its address leads to."""

    def __init__(self, text, survivor):
        super().__init__(text)
        self.survivor = survivor


class NotApproved(Refused):
    """Somebody else must approve the content before readers see it."""


class Outdated(Refused):
    """The record no longer stands as the caller thinks: withdrawn, merged or deleted since."""


class EditConflict(Refused):
    """Somebody else has changed the record since the caller read it.

    ``base``, ``theirs`` and ``mine`` are snapshots: as it was read, as it is, as it was to be.
    ``questions`` are the merge.Conflicts that only a person can decide; there may be none, and
    then the two changes still have to be confirmed. ``draft`` is set if ``theirs`` is the record
    itself and not its draft: the snapshot of that draft, in which nobody is to lose anything.
    """

    def __init__(self, base, theirs, mine, questions=(), draft=None):
        text = _("Somebody else has saved this record too. Join the two changes.")
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
