"""How much more memory a file of 100,000 rows takes than one of 1,000.

Run: python benchmarks/exports.py, with the names of formats if not all are wanted. It works on a
database of its own, which it removes again, and asks for each format once at both sizes, each in a
process of its own. It prints the time, the size of the file and the peak of the memory of the
process, and fails if the peaks of a format are more than 30 MB apart.
"""

import multiprocessing
import resource
import sys

from measuring import on_its_own, timed

SIZES = (1_000, 100_000)
PARTNERS = 300
FORMS = ("csv", "json", "jsonl", "xlsx")
MOST_APART = 30
BATCH = 5_000


def fill(start, end):
    """Add agreements of these numbers, each with two parties, a date and evidence of it."""
    from cooperation.models import Agreement, Article, Evidence, Partner, Record, Relation

    partners = list(Partner.objects.order_by("pk").values_list("pk", flat=True))
    source = Article.objects.get()
    for first in range(start, end, BATCH):
        numbers = range(first, min(first + BATCH, end))
        bases = Record.objects.bulk_create(
            Record(
                kind="agreement",
                slug=f"agreement-{number}",
                title_en=f"Agreement {number} on matters of cooperation",
                summary_en="One or two sentences that tell a list what it is about.",
                status="published",
                when=f"{1990 + number % 36}-{1 + number % 12:02}",
            )
            for number in numbers
        )
        for base in bases:
            row = Agreement(type="memorandum", city_en="Tashkent", state="signed")
            row.__dict__.update({f.attname: getattr(base, f.attname) for f in Record._meta.fields})
            row.record_id = base.pk
            row.save_base(raw=True)
        Relation.objects.bulk_create(
            Relation(
                subject_id=partners[(base.pk + shift) % len(partners)],
                verb="party_to",
                object_id=base.pk,
            )
            for base in bases
            for shift in (0, 7)
        )
        Evidence.objects.bulk_create(
            Evidence(record_id=base.pk, field="when", article=source, quote=SENTENCE)
            for base in bases
        )


SENTENCE = "The parties signed it."


def download(form, told):
    """Ask for a file as a reader does, and tell the time, its size and the peak of memory."""
    from django.db import connections
    from django.test import Client

    connections.close_all()
    size = 0

    def read():
        nonlocal size
        response = Client().get(f"/agreements/export.{form}")
        assert response.status_code == 200
        for piece in response.streaming_content:
            size += len(piece)
        response.close()

    time = timed(read)
    told.put((time / 1000, size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def main():
    from django.db import transaction

    from cooperation.models import Article, Partner

    with transaction.atomic():
        Article.objects.create(slug="source", title_en="Source", body_en=f"<p>{SENTENCE}</p>")
        for number in range(PARTNERS):
            Partner.objects.create(
                title_en=f"Partner {number}",
                slug=f"partner-{number}",
                type="state",
                status="published",
            )
    fresh, peaks, start = multiprocessing.get_context("fork"), {}, 0
    print(f"{'rows':>9}  {'format':6}  {'time':>8}  {'file':>9}  {'memory':>9}")
    for size in SIZES:
        with transaction.atomic():
            fill(start, size)
        start = size
        for form in sys.argv[1:] or FORMS:
            told = fresh.Queue()
            process = fresh.Process(target=download, args=(form, told))
            process.start()
            time, length, peak = told.get()
            process.join()
            peaks.setdefault(form, []).append(peak)
            print(
                f"{size:>9,}  {form:6}  {time:>6.1f} s  {length / 2**20:>6.1f} MB  {peak:>6.0f} MB"
            )
    apart = {form: large - small for form, (small, large) in peaks.items()}
    print("More memory:", ", ".join(f"{form} {more:.1f} MB" for form, more in apart.items()))
    if max(apart.values()) > MOST_APART:
        sys.exit(f"More than {MOST_APART} MB apart.")


if __name__ == "__main__":
    on_its_own(main)
