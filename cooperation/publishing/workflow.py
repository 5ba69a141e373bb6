"""How a record becomes public and stops being public."""

from django.utils import timezone

from cooperation.models import Record


def publish(records):
    """Make records public, at once or at their own ``publish_at``; return how many changed.

    ``records`` is any iterable of records of any kind. Those that are published already stay as
    they are.
    """
    return _move(records, Record.Status.PUBLISHED)


def withdraw(records):
    """Take records out of the public pages; nothing of them is lost. Return how many changed.

    Drafts were never public and stay drafts.
    """
    return _move(records, Record.Status.WITHDRAWN, only_from=Record.Status.PUBLISHED)


def _move(records, status, only_from=None):
    moving = Record.objects.filter(pk__in=[record.pk for record in records])
    moving = moving.filter(status=only_from) if only_from else moving.exclude(status=status)
    return moving.update(status=status, updated_at=timezone.now())
