"""Measure whether a long history slows the desk.

``python benchmarks/history.py`` loads the seeded content into a database in memory, gives its
largest record 1, then 1,000 revisions, and prints the times of opening its form, of saving it and
of opening its history.
"""

from measuring import median, on_its_own

REVISIONS = 1_000
KIND, SLUG = "event", "tashkent-conference-2022"


def client_of_an_editor():
    from django.contrib.auth import get_user_model
    from django.test import Client

    user = get_user_model().objects.create_superuser("editor", password="only-in-memory")  # noqa: S106
    client = Client()
    client.force_login(user)
    return client


def main():
    """Print a line for a short history and one for a long one."""
    from django.core.management import call_command
    from django.test.utils import setup_test_environment
    from django.urls import reverse

    from cooperation.changes.consequences import history
    from cooperation.models import Record, Revision
    from tests.support.forms import sent_back

    setup_test_environment()  # keeps the context of pages, to send their forms back
    call_command("load_content")
    client, record = client_of_an_editor(), Record.objects.get(kind=KIND, slug=SLUG)
    form, past = (
        reverse(f"admin:cooperation_event_{p}", args=[record.pk]) for p in ("change", "history")
    )
    history.add_first_revision(record)
    first = Revision.objects.get(record=record)
    print(f"{'revisions':>9}  {'form':>8}  {'saving':>8}  {'history':>8}")
    for number in (1, REVISIONS):
        Revision.objects.bulk_create(
            Revision(record=record, number=n, act="published", snapshot=first.snapshot)
            for n in range(Revision.objects.count() + 1, number + 1)
        )
        typed = sent_back(client.get(form))
        times = [
            median(client.get, form),
            median(client.post, form, typed),
            median(client.get, past),
        ]
        print(f"{number:>9,}  " + "  ".join(f"{each:>5.0f} ms" for each in times))


if __name__ == "__main__":
    on_its_own(main, DATABASE_URL="sqlite://:memory:")
