"""Schedules drafts, and publishes and withdraws what is due."""

from typing import NamedTuple

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.changes import rights
from cooperation.changes.consequences.due_times import scan_newly_public
from cooperation.changes.errors import Invalid, Refused
from cooperation.changes.publish import publish
from cooperation.changes.state import locked_state
from cooperation.changes.use_case import use_case
from cooperation.changes.why import NO_REASON, Why
from cooperation.changes.withdraw import withdraw
from cooperation.domain.dates.moments import local_minute
from cooperation.models import Draft, Record


@use_case
def schedule(record, publish_at, by=None, why=NO_REASON):
    """Publish the draft of a record at a future time (aware datetime); return the Draft.

    Raises NotAllowed without the right to publish, and Invalid if there is no draft or the time has
    passed.
    """
    state = locked_state(record)
    rights.check(rights.against_setting_times(by))
    if state.draft is None:
        text = _("There is no draft. Type the time into “publish not before” of the form.")
        raise Invalid({"publish_at": [text]})
    if publish_at <= timezone.now():
        text = _("%(when)s has passed. Type a later time, or press “Publish now”.")
        raise Invalid({"publish_at": [text % {"when": local_minute(publish_at)}]})
    draft = state.draft
    draft.publish_at, draft.scheduled_by, draft.problem = publish_at, by, ""
    draft.note, draft.is_major = why.note, why.is_major
    draft.save()
    return draft


@use_case
def unschedule(record, by=None):
    """Remove the draft of a record from the schedule; do nothing if it is not scheduled."""
    rights.check(rights.against_setting_times(by))
    locked_state(record)
    Draft.objects.filter(record=record.pk).update(publish_at=None, scheduled_by=None, problem="")


class Due(NamedTuple):
    """The records that were published and withdrawn; the others are in ``problems``.

    Each problem is (record, reason).
    """

    published: list
    withdrawn: list
    problems: list


def process_due(is_retry=True):
    """Withdraw and publish what is due, and find names that became public; return Due.

    Each record is a use case of its own that checks again after locking, so several workers may
    run. A draft that cannot be published stays scheduled and says why; only ``is_retry`` tries it
    again.
    """
    due = Due([], [], [])
    scan_newly_public()
    for record in Record.objects.expired():
        due.withdrawn.extend(_withdraw_one(record.pk))
    drafts = Draft.objects.due() if is_retry else Draft.objects.due().without_problem()
    for key in drafts.values_list("pk", flat=True):
        _publish_one(key, due)
    return due


@use_case
def _withdraw_one(key):
    locked = Record.objects.select_for_update().expired().filter(pk=key)
    return withdraw(list(locked))


@use_case
def _publish_one(key, due):
    Record.objects.select_for_update().filter(pk=key).first()  # always before its draft
    draft = Draft.objects.select_for_update().due().filter(pk=key).first()
    if draft is None:
        return  # another worker was quicker
    record = draft.record
    try:
        with transaction.atomic():
            publish(record, draft.scheduled_by, why=Why(draft.note, draft.is_major))
    except (Refused, DatabaseError) as problem:
        Draft.objects.filter(pk=key).update(problem=str(problem))
        due.problems.append((record, str(problem)))
    else:
        due.published.append(record)
