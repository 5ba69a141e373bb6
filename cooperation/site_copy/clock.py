"""A fixed present: what the pages say of today must not depend on the day they are copied."""

from contextlib import contextmanager

from django.utils import timezone

from cooperation.models import Record
from cooperation.models.record import EARLIEST_PUBLICATION


@contextmanager
def standing_at(moment):
    """Let it be ``moment`` for everything that asks ``timezone.now`` or ``timezone.localdate``.

    For commands, which do one thing in a process of their own: it holds for all threads.
    """
    real = timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = real


def last_moment():
    """Return the moment since when the public site has not changed; the same until it does."""
    return Record.objects.unchanged_since() or EARLIEST_PUBLICATION
