"""How a record becomes public and stops being public."""

from django.db.models import Q
from django.utils import timezone

from cooperation.models import Record
from cooperation.models.record import is_public


def publish(records):
    """Make records public, at once or at their own ``publish_at``; return how many changed.

    ``records`` is any iterable of records of any kind. Those that are published already stay as
    they are, and so do working groups that are ``waiting``.
    """
    moving = _among(records).exclude(pk__in=waiting(records))
    return _move(moving.exclude(status=Record.Status.PUBLISHED), Record.Status.PUBLISHED)


def waiting(records):
    """Return the working groups whose council is not public: they are read on its page."""
    groups = _among(records).filter(working_group__isnull=False)
    return groups.exclude(is_public("working_group__council__"))


def withdraw(records):
    """Take records out of the public pages; nothing of them is lost. Return how many changed.

    Drafts were never public and stay drafts. A council takes its working groups along.
    """
    keys = _keys(records)
    moving = Record.objects.filter(Q(pk__in=keys) | Q(working_group__council__in=keys))
    return _move(moving.filter(status=Record.Status.PUBLISHED), Record.Status.WITHDRAWN)


def _keys(records):
    return [record.pk for record in records]


def _among(records):
    return Record.objects.filter(pk__in=_keys(records))


def _move(moving, status):
    keys = _keys(moving)
    return Record.objects.filter(pk__in=keys).update(status=status, updated_at=timezone.now())
