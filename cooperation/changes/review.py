"""Use cases of reviews: ask for one, approve, reject."""

from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.changes import approval, rights
from cooperation.changes.errors import Refused
from cooperation.changes.use_case import use_case
from cooperation.models import Review

State = Review.Stage


class OwnWork(Refused):
    """A writer wants to approve their own work."""


@use_case
def ask(record, user):
    """Ask for a review of the next version of a record; return the Review.

    It replaces an earlier decision. Raises NotAllowed to an account that may not change the record.
    """
    rights.check(rights.against_changing(user, record))
    fields = {
        "state": State.IN_REVIEW,
        "asked_by": user,
        "asked_at": timezone.now(),
        "decided_by": None,
        "decided_at": None,
        "reason": "",
        "digest": "",
    }
    return Review.objects.update_or_create(record_id=record.pk, defaults=fields)[0]


@use_case
def approve(record, snapshot, user):
    """Approve exactly this snapshot of a record; return the Review.

    Raises OwnWork if the user is one of its writers, and NotAllowed without the right to publish.
    """
    rights.check(rights.against_reviewing(user))
    if user.pk in approval.writers(record):
        raise OwnWork(_("You have worked on it yourself: somebody else must approve it."))
    return _decide(record, State.APPROVED, user, digest=approval.digest(snapshot), reason="")


@use_case
def reject(record, user, reason):
    """Return a draft to its writers; ``reason`` says what to change, and is not empty.

    Raises NotAllowed without the right to publish.
    """
    rights.check(rights.against_reviewing(user))
    return _decide(record, State.REJECTED, user, digest="", reason=reason)


def _decide(record, state, user, **fields):
    fields |= {"state": state, "decided_by": user, "decided_at": timezone.now()}
    return Review.objects.update_or_create(record_id=record.pk, defaults=fields)[0]
