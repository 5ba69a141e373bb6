"""How a record becomes public and stops being public."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cooperation.models import Record, Revision
from cooperation.models.record import is_public
from cooperation.publishing import history


@transaction.atomic(savepoint=False)
def publish(records, user=None, **why):
    """Make records public, at once or at their own ``publish_at``; return how many changed.

    ``why`` is what ``history.keep`` takes for the revision that each of them gets: its note,
    whether it is major and, of a single record that was saved just now, how it was before.

    ``records`` is any iterable of records of any kind. Those that are published already stay as
    they are, and so do working groups that are ``waiting``.
    """
    moving = _among(records).exclude(pk__in=waiting(records))
    moving = moving.exclude(status=Record.Status.PUBLISHED)
    why = _with_befores(records, why)
    return _move(moving, Record.Status.PUBLISHED, Revision.Act.PUBLISHED, user, why)


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
    return _move(moving, Record.Status.WITHDRAWN, Revision.Act.WITHDRAWN, user, why)


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


def _move(moving, status, act, user, why):
    known = Revision.objects.filter(record=OuterRef("pk"))
    moving = list(moving.annotate(has_history=Exists(known)))
    befores = why.pop("before")
    for record in moving:
        if not record.has_history and record.pk not in befores:
            history.begin(record)
    number = _among(moving).update(status=status, updated_at=timezone.now())
    for record in moving:
        history.keep(record, act, user, befores.get(record.pk), **why)
    return number
