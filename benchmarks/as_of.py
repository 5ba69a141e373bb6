"""Measure whether readers of pages as of a day keep an editor from saving.

``python benchmarks/as_of.py`` loads the seeded content into SQLite in a file. It prints how long
saving the largest record takes and, where there are readers, how long their pages take: nobody
else there, then eight who read ordinary pages, then eight who read pages as of a day. Each reader
is a process of its own, as behind a server; on a machine with fewer cores they share these.
"""

import os
import statistics
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from measuring import ROOT, on_its_own, timed

READERS = 8
SAVES = 5
EDITED = ("event", "tashkent-conference-2022")
READ = (
    "/articles/from-a-conference-to-a-council/",
    "/agreements/tashkent-declaration/",
    "/events/tashkent-conference-2022/",
    "/councils/regional-expert-council/",
)
READER = """
import sys
from pathlib import Path
from measuring import on_its_own, timed

def main():
    from django.test import Client
    client, stop = Client(), Path(sys.argv[1])
    addresses = sys.argv[2:]
    for address in addresses:
        client.get(address)
    print("ready", flush=True)
    while not stop.exists():
        for address in addresses:
            print(timed(client.get, address), flush=True)
            if stop.exists():
                break

on_its_own(main, VAR_DIR={folder!r})
"""


def readers(query, stop):
    """Start the readers, and wait until each has its first pages."""
    addresses = [f"{address}{query}" for address in READ]
    code = READER.format(folder=os.environ["VAR_DIR"])
    started = [
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", code, str(stop), *addresses],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT / "benchmarks",
            env=os.environ | {"PYTHONPATH": str(ROOT / "benchmarks")},
        )
        for _number in range(READERS)
    ]
    for each in started:
        each.stdout.readline()
    return started


def saving(client, form):
    """Return how long each save of a changed record takes, in milliseconds."""
    from tests.admin.forms import sent_back

    times = []
    for number in range(SAVES):
        typed = sent_back(client.get(form)) | {"summary_en": f"Saved {number} of {SAVES}"}
        times.append(timed(save, client, form, typed))
    return times


def save(client, form, typed):
    assert client.post(form, typed).status_code == 302


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
    print(f"{'readers':>28}  {'saving':>9}  {'longest':>9}  {'page':>9}  {'longest':>9}")
    for name, query in (("none", None), ("ordinary pages", ""), ("as of a day", f"?as-of={day}")):
        stop = Path(os.environ["VAR_DIR"]) / f"stop-{len(name)}"
        started = [] if query is None else readers(query, stop)
        times = [saving(client, form)]
        stop.touch()
        pages = [float(line) for each in started for line in each.communicate()[0].split()]
        times += [pages] if pages else []
        cells = (f"{each(some):6.0f} ms" for some in times for each in (statistics.median, max))
        print(f"{name:>28}  {'  '.join(cells)}", flush=True)


if __name__ == "__main__":
    on_its_own(main)
