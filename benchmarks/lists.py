"""How much longer the public pages take with 10,000 agreements than with 100.

Run: python benchmarks/lists.py. It works on a database of its own, which it removes again, and
prints for each page the median of some requests at both sizes and their ratio; a ratio near 1
says that the page does not depend on how much the register holds.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

SIZES = (100, 10_000)
PARTNERS = 300
REPEATS = 7
PAGES = (
    "/",
    "/agreements/",
    "/agreements/?sort=title",
    "/agreements/?q=matters",
    "/agreements/?partner=partner-3",
    "/agreements/?date=2005&match=certainly",
    "/partners/partner-3/",
    "/agreements/agreement-77/",
    "/timeline/",
    "/timeline/?date=2005-07",
)


def fill(start, end):
    """Add agreements of these numbers, each with two parties."""
    from cooperation.models import Agreement, Partner, Relation

    partners = list(Partner.objects.order_by("pk"))
    for number in range(start, end):
        agreement = Agreement.objects.create(
            title_en=f"Agreement {number} on matters of cooperation",
            slug=f"agreement-{number}",
            type="memorandum",
            status="published",
            when=f"{1990 + number % 36}-{1 + number % 12:02}",
        )
        for shift in (0, 7):
            partner = partners[(number + shift) % len(partners)]
            Relation.objects.create(subject=partner, verb="party_to", object=agreement)


def median(client, page):
    """Return the median time of a page in milliseconds, after one request to warm up."""
    times = []
    client.get(page)
    for _repeat in range(REPEATS):
        start = time.perf_counter()
        response = client.get(page)
        times.append((time.perf_counter() - start) * 1000)
        assert response.status_code == 200, page
    return statistics.median(times)


def main():
    import django
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")
    django.setup()
    from django.core.management import call_command
    from django.db import transaction
    from django.test import Client

    from cooperation.models import Partner

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        for number in range(PARTNERS):
            Partner.objects.create(
                title_en=f"Partner {number}",
                slug=f"partner-{number}",
                type="state",
                status="published",
            )
    client, measured, start = Client(), {}, 0
    for size in SIZES:
        with transaction.atomic():
            fill(start, size)
        start = size
        measured[size] = {page: median(client, page) for page in PAGES}
    print(f"{'page':45}" + "".join(f"{size:>9} rows" for size in SIZES) + "    ratio")
    for page in PAGES:
        small, large = (measured[size][page] for size in SIZES)
        print(f"{page:45}{small:11.1f} ms{large:11.1f} ms{large / small:9.1f}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "project.settings",
            "VAR_DIR": folder,
            "ALLOWED_HOSTS": "testserver",
            "DATABASE_URL": "",
        }
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
        main()
