"""Measure whether readers of pages as of a day keep an editor from saving.

``python benchmarks/as_of.py`` loads the seeded content into SQLite in a file. It prints how long
saving a record takes and, where there are readers, how long their pages take: nobody else there,
then eight who read ordinary pages, then eight who read pages as of a day. Each reader is a process
of its own, as behind a server; on a machine with fewer cores they share these.
"""

import multiprocessing
import statistics
from datetime import timedelta

from measuring import on_its_own, timed

READERS = 8
SAVES = 5
EDITED = ("agreement", "tashkent-declaration")
READ = (
    "/agreements/tashkent-declaration/",
    "/events/tashkent-conference-2022/",
    "/councils/regional-expert-council/",
)

forked = multiprocessing.get_context("fork")


def read(addresses, stop, times):
    """Read pages in turn until told to stop; put how long each took, and None at the end."""
    from django.test import Client

    client = Client()
    while not stop.is_set():
        for address in addresses:
            times.put(timed(client.get, address))
    times.put(None)


def save(client, form, typed):
    assert client.post(form, typed).status_code == 302


def saving(client, form):
    """Return how long each save of a changed record takes, in milliseconds."""
    from tests.admin.forms import sent_back

    times = []
    for number in range(SAVES):
        typed = sent_back(client.get(form)) | {"summary_en": f"Saved {number} of {SAVES}"}
        times.append(timed(save, client, form, typed))
    return times


def beside_readers(client, form, query):
    """Return the times of saving and those of the pages, with readers of pages with a query."""
    from django.db import connections

    connections.close_all()  # no process takes over the connection of another
    stop, times = forked.Event(), forked.Queue()
    addresses = [f"{address}{query}" for address in READ]
    readers = [forked.Process(target=read, args=(addresses, stop, times)) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    pages = [times.get() for _reader in readers]  # everybody is at it
    saved = saving(client, form)
    stop.set()
    ended = 0
    while ended < READERS:
        time = times.get()
        if time is None:
            ended += 1
        else:
            pages.append(time)
    return saved, pages


def main():
    """Print a line for each crowd."""
    from django.core.management import call_command
    from django.test.utils import setup_test_environment
    from django.urls import reverse
    from django.utils import timezone
    from history import client_of_an_editor

    from cooperation.models import Record

    setup_test_environment()  # keeps the context of pages, to send their forms back
    call_command("load_content")
    long_ago = timezone.now() - timedelta(days=10)
    Record.objects.update(updated_at=long_ago, created_at=long_ago)
    kind, slug = EDITED
    record = Record.objects.get(kind=kind, slug=slug)
    client, form = (
        client_of_an_editor(),
        reverse(f"admin:cooperation_{kind}_change", args=[record.pk]),
    )
    day = timezone.localdate() - timedelta(days=1)
    print(f"{'readers':>16}  {'saving':>9}  {'longest':>9}  {'page':>9}  {'longest':>9}")
    for name, query in (("none", None), ("ordinary pages", ""), ("as of a day", f"?as-of={day}")):
        measured = [saving(client, form)] if query is None else beside_readers(client, form, query)
        cells = (
            f"{each(times):6.0f} ms" for times in measured for each in (statistics.median, max)
        )
        print(f"{name:>16}  {'  '.join(cells)}", flush=True)


if __name__ == "__main__":
    on_its_own(main)
