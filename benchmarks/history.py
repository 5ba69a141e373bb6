"""Measure whether a long history slows the desk.

``python benchmarks/history.py`` loads the seeded content into a database in memory, gives its
largest record 1, then 1,000 revisions, and prints the times of opening its form, of saving it and
of opening its history.
"""

import os
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

REVISIONS = 1_000
KIND, SLUG = "event", "tashkent-conference-2022"
TIMES = 7


def prepare(folder):
    """Set Django up with a database in memory and the seeded content."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ |= {"DATABASE_URL": "sqlite://:memory:", "VAR_DIR": folder}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_content")


def client_of_an_editor():
    from django.contrib.auth import get_user_model
    from django.test import Client

    user = get_user_model().objects.create_superuser("editor", password="only-in-memory")  # noqa: S106
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def measure(action):
    """Return the median time of an action in milliseconds."""
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main(folder):
    """Print a line for a short history and one for a long one."""
    prepare(folder)
    from django.urls import reverse

    from cooperation.models import Record, Revision
    from cooperation.publishing import history
    from tests.admin.forms import sent_back

    client, record = client_of_an_editor(), Record.objects.get(kind=KIND, slug=SLUG)
    form, past = (
        reverse(f"admin:cooperation_event_{p}", args=[record.pk]) for p in ("change", "history")
    )
    history.begin(record)
    first = Revision.objects.get(record=record)
    print(f"{'revisions':>9}  {'form':>8}  {'saving':>8}  {'history':>8}")
    for number in (1, REVISIONS):
        Revision.objects.bulk_create(
            Revision(record=record, number=n, act="published", snapshot=first.snapshot)
            for n in range(Revision.objects.count() + 1, number + 1)
        )
        typed = sent_back(client.get(form))
        times = [
            measure(lambda: client.get(form)),
            measure(partial(client.post, form, typed)),
            measure(lambda: client.get(past)),
        ]
        print(f"{number:>9,}  " + "  ".join(f"{each:>5.0f} ms" for each in times))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        main(made)
