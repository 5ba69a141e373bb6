"""The tasks of every night."""

from datetime import time, timedelta

from django.core.management import call_command
from django.utils import timezone
from django_tasks import task

from cooperation.changes import kept_files
from cooperation.changes.tables.import_storage import delete_expired
from cooperation.exports import dump
from cooperation.models import Presence, SentForm, Worker

HOUR = time(2, 10)
"""In the time zone of the site."""


@task(priority=-10)
def make_data():
    """Make the files of the whole register under /data/."""
    dump.rebuild()


@task(priority=-10)
def clean_up():
    """Delete what nobody needs any more: sessions, tables, presences, sent forms, old tasks."""
    call_command("clearsessions")
    call_command("prune_db_task_results", "--queue-name=*", "--min-age-days=7", verbosity=0)
    delete_expired()
    kept_files.delete_expired()
    Presence.objects.lapsed().delete()
    SentForm.objects.stale().delete()
    Worker.objects.stale().delete()


TASKS = (make_data, clean_up)


def next_night():
    """Return when the next nightly tasks are due (aware)."""
    now = timezone.localtime()
    tonight = now.replace(hour=HOUR.hour, minute=HOUR.minute, second=0, microsecond=0)
    return tonight if tonight > now else tonight + timedelta(days=1)
