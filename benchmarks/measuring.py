"""What the benchmarks share: a register of their own, median times, and a table of ratios."""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

REPEATS = 7
STATIC_FILES = "project.static_files.StaticFilesMiddleware"
"""Of no use without files that were collected."""

ROOT = Path(__file__).resolve().parent.parent


def on_its_own(main, **environment):
    """Run ``main`` with Django set up, an empty register, and files that are removed again.

    ``environment`` holds further settings, such as DATABASE_URL; without one the database is
    SQLite in those files.
    """
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "project.settings",
            "VAR_DIR": folder,
            "ALLOWED_HOSTS": "testserver",
            **environment,
        }
        sys.path.insert(0, str(ROOT))
        import django
        from django.conf import settings

        plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
        settings.STORAGES["staticfiles"] = {"BACKEND": plain}
        settings.MIDDLEWARE.remove(STATIC_FILES)
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        main()


def timed(action, *args):
    """Return how long an action takes, in milliseconds."""
    start = time.perf_counter()
    action(*args)
    return (time.perf_counter() - start) * 1000


def median(action, *args):
    """Return the median time of an action in milliseconds, after one that warms up."""
    action(*args)
    return statistics.median(timed(action, *args) for _repeat in range(REPEATS))


def median_of_page(client, address):
    """Return the median time of a page in milliseconds."""

    def ask():
        assert client.get(address).status_code == 200, address

    return median(ask)


def print_ratios(names, measured, width=45):
    """Print a line for each name: its times at each size, and how many times the last is the first.

    ``measured`` is {size: {name: milliseconds}}.
    """
    print(" " * width + "".join(f"{size:>9} rows" for size in measured) + "    ratio")
    for name in names:
        times = [found[name] for found in measured.values()]
        cells = "".join(f"{each:11.1f} ms" for each in times)
        print(f"{name:{width}}{cells}{times[-1] / times[0]:9.1f}")
