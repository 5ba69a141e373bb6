"""How much longer a search takes among 10,000 records than among 100.

Run: python benchmarks/search.py. It works on a database of its own, which it removes again; with
DATABASE_URL it uses that one, which must be empty. It prints how long the index takes to be made,
and for each query the median of some requests at both sizes, how many records it finds, and the
ratio of the times.
"""

import random

from measuring import median_of_page, on_its_own, print_ratios, timed

SIZES = (100, 10_000)
SENTENCES = 40
ARTICLES = 20  # one record in so many is an article
QUERIES = (
    ("in every record", "/search/?q=cooperation"),
    ("two words, every record", "/search/?q=cooperation+matters"),
    ("one record in ten", "/search/?q=decade3"),
    ("one record", "/search/?q=unique77"),
    ("a phrase", "/search/?q=“joint+action”"),
    ("Russian, every record", "/search/?q=сотрудничество"),
    ("Uzbek in Cyrillic", "/search/?q=йўл+харитаси"),
    ("a page of one kind", "/search/?q=cooperation&kind=agreement&page=3"),
    ("with a filter", "/search/?q=cooperation&date=2005"),
    ("mistyped", "/search/?q=coopertion"),
    ("not there", "/search/?q=zebra"),
    ("suggestions", "/search/suggestions/?q=agree"),
)


def words(number, chance):
    """Return so many made-up words, the common ones often and the rare ones seldom."""
    syllables = "ba ke li mo nu ra se ti vo za".split()  # noqa: SIM905
    ranks = (int(chance.paretovariate(0.6)) % 30_000 for _ in range(number))
    return " ".join("".join(syllables[int(digit)] for digit in str(rank + 100)) for rank in ranks)


def fill(start, end):
    """Add records of these numbers, in three languages; some are articles."""
    from cooperation.models import Agreement, Article

    for number in range(start, end):
        chance = random.Random(number)  # noqa: S311
        texts = {
            "title_en": f"Agreement {number} on matters of cooperation {words(3, chance)}",
            "title_ru": f"Соглашение {number} о сотрудничестве",
            "title_uz": f"Hamkorlik toʻgʻrisidagi {number}-yoʻl xaritasi",
            "summary_en": f"A joint action of decade{number % 10}, unique{number}. "
            + words(25, chance),
            "slug": f"record-{number}",
            "status": "published",
            "when": f"{1990 + number % 36}-{1 + number % 12:02}",
        }
        if number % ARTICLES:
            Agreement.objects.create(type="memorandum", **texts)
        else:
            body = "".join(f"<p>{words(18, chance)}.</p>" for _ in range(SENTENCES))
            Article.objects.create(body_en=body, **texts)


def main():
    from django.db import transaction
    from django.test import Client

    from cooperation.models import Record, SearchEntry, SearchWord
    from cooperation.queries.search import Search
    from cooperation.sourcing.index import index, index_all
    from cooperation.sourcing.passages import store_all

    client, measured, start = Client(), {}, 0
    for size in SIZES:
        with transaction.atomic():
            fill(start, size)
        store_all()
        start = size
        everything = timed(index_all)
        one = timed(index, [Record.objects.latest("pk").pk])
        entries, known = SearchEntry.objects.count(), SearchWord.objects.count()
        print(
            f"{size:6} records: {entries:7} texts, {known:6} words; index made in "
            f"{everything / 1000:.1f} s, of one record in {one:.0f} ms"
        )
        measured[size] = {name: median_of_page(client, page) for name, page in QUERIES}
    for name, page in QUERIES:
        text = page.partition("q=")[2].partition("&")[0].replace("+", " ")
        print(f"{name:26}{Search(text).total:8} found")
    print_ratios([name for name, _page in QUERIES], measured, width=26)


if __name__ == "__main__":
    on_its_own(main)
