"""How much longer a row of a table takes in a table of 10,000 rows than in one of 100.

Run: python benchmarks/imports.py. It works on a database of its own, which it removes again. For
new records, changed ones and tables that change nothing it prints the time of the whole table,
checked and taken in, and per row; then how many times the second is the first.
"""

import io
import sys

from measuring import on_its_own, timed

SIZES = (100, 10_000)
PARTNERS = 200
HEADINGS = "slug,title_en,title_ru,summary_en,type,when,parties,city_en,aliases\r\n"


def table(first, size, word):
    """Return a table of agreements, each with two parties and another name."""
    file = io.StringIO(newline="")
    file.write(HEADINGS)
    for number in range(first, first + size):
        file.write(
            f"agreement-{number},{word} {number} on matters of cooperation,Соглашение {number},"
            f"One or two sentences that tell a list what it is about.,memorandum,"
            f"{1990 + number % 36}-{1 + number % 12:02},"
            f"partner-{number % PARTNERS}; partner-{(number + 7) % PARTNERS},"
            f"Tashkent,A-{number}\r\n"
        )
    return file.getvalue().encode()


def take_in(data, user, expected, is_publishing=False):
    from cooperation.changes.tables import import_job

    begun = import_job.begin(data, "table.csv", "agreement", user)
    begun.continue_for(10_000)
    begun.confirm(is_publishing)
    begun.continue_for(10_000)
    found = {row.outcome for row in begun.results("write" if expected != "same" else "check")}
    assert found == {expected}, found
    begun.storage.delete()


def main():
    from django.contrib.auth import get_user_model
    from django.db import transaction

    from cooperation.models import Draft, Partner, Record

    user = get_user_model().objects.create_superuser("editor")
    with transaction.atomic():
        for number in range(PARTNERS):
            Partner.objects.create(
                title_en=f"Partner {number}", slug=f"partner-{number}", type="state"
            )
    per_row, first = {}, 0

    def measure(name, size, *args):
        time = timed(take_in, *args)
        per_row.setdefault(name, []).append(time / size)
        line = f"{size:>7,} rows  {name:26} {time / 1000:7.1f} s  {time / size:6.2f} ms a row"
        print(line, flush=True)

    for size in SIZES:
        words = ("Agreement", "Memorandum", "Roadmap")
        new, changed, again = (table(first, size, word) for word in words)
        slugs = [f"agreement-{number}" for number in range(first, first + size)]
        first += size
        measure("new records", size, new, user, "new")
        measure("nothing changed", size, new, user, "same")
        measure("waiting records changed", size, again, user, "saved")
        Record.objects.filter(slug__in=slugs).update(status="published")
        measure("drafts beside public ones", size, changed, user, "draft")
        Draft.objects.all().delete()
        measure("public ones changed at once", size, new, user, "published", True)
    ratios = {name: large / small for name, (small, large) in per_row.items()}
    print("Times as long:", ", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items()))
    if max(ratios.values()) > 2:
        sys.exit("A row of a large table takes more than twice as long.")


if __name__ == "__main__":
    on_its_own(main)
