"""How a record becomes public and stops being public."""

from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils import timezone

from cooperation.changes import history, review
from cooperation.models import Record, Revision
from cooperation.models.record_queryset import is_public
from cooperation.snapshots.capture import capture


@transaction.atomic(savepoint=False)
def publish(records, user=None, is_checked=False, **why):
    """Make records public, at once or at their own ``publish_at``; return how many changed.

    ``why`` is what ``history.keep`` takes for the revision that each of them gets: its note,
    whether it is major or forced and, of a single record that was saved just now, how it was
    before.

    ``records`` is any iterable of records of any kind. Those that are published already stay as
    they are, and so do working groups that are ``waiting`` and, unless that ``is_checked``, the
    ``unapproved``. A time of withdrawal that has passed is emptied.
    """
    moving = _among(records).exclude(pk__in=waiting(records))
    if not is_checked:
        moving = moving.exclude(pk__in=_keys(unapproved(records)))
    moving = moving.exclude(status=Record.Status.PUBLISHED)
    why = _with_befores(records, why)
    has_passed = When(withdraw_at__lte=timezone.now(), then=None)
    state = {
        "status": Record.Status.PUBLISHED,
        "withdraw_at": Case(has_passed, default=F("withdraw_at")),
    }
    moved = _move(moving.with_work_in_progress(), state, Revision.Act.PUBLISHED, user, why)
    if reviewed := [record for record in moved if record.has_review]:
        review.forget(reviewed)
    return len(moved)


def unapproved(records):
    """Return the records that are not published and that nobody else has approved, but must."""
    kinds = review.required_kinds()
    return [
        record
        for record in records
        if record.kind in kinds
        and record.status != Record.Status.PUBLISHED
        and not review.is_approved(review.review_of(record), capture(record))
    ]


def waiting(records):
    """Return the working groups whose council is not public: they are read on its page."""
    groups = _among(records).filter(working_group__isnull=False)
    return groups.exclude(is_public("working_group__council__"))


@transaction.atomic(savepoint=False)
def withdraw(records, user=None, **why):
    """Take records out of the public pages; nothing of them is lost. Return how many changed.

    Drafts were never public and stay drafts. A council takes its working groups along.
    """
    keys = _keys(records)
    moving = Record.objects.filter(Q(pk__in=keys) | Q(working_group__council__in=keys))
    moving = moving.filter(status=Record.Status.PUBLISHED)
    why = _with_befores(records, why)
    state = {"status": Record.Status.WITHDRAWN}
    return len(_move(moving, state, Revision.Act.WITHDRAWN, user, why))


def _with_befores(records, why):
    """Return what is told of each record, with {key of the record: how it was before}.

    By its key in the database, since the address may be what has changed.
    """
    before = why.get("before")
    return {**why, "before": dict.fromkeys(_keys(records), before) if before else {}}


def _keys(records):
    return [record.pk for record in records]


def _among(records):
    return Record.objects.filter(pk__in=_keys(records))


def _move(moving, state, act, user, why):
    known = Revision.objects.filter(record=OuterRef("pk"))
    moving = list(moving.annotate(has_history=Exists(known)))
    befores = why.pop("before")
    for record in moving:
        if not record.has_history and record.pk not in befores:
            history.begin(record)
    _among(moving).update(updated_at=timezone.now(), **state)
    for record in moving:
        history.keep(record, act, user, befores.get(record.pk), **why)
    return moving
