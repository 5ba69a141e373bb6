"""Measure how long the search for mentions takes in a large register.

``python benchmarks/mentions.py`` makes 10,000 records and 1,000 articles of 1,000 words in a
database in memory, and prints the times of scanning all of them and of saving one.
"""

import os
import random
import sys
import time
from pathlib import Path

RECORDS, ARTICLES, WORDS = 10_000, 1_000, 1_000
NAMES_IN_ARTICLE = 40
CHANCE = random.Random(1)  # noqa: S311 - the same register each time


def make_register(chance):
    """Save the records and the articles; most names have two to seven words."""
    from cooperation.models import Article, Record

    vocabulary = [
        "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 10)))
        for _ in range(8_000)
    ]
    names = [
        " ".join(chance.choices(vocabulary, k=chance.randint(2, 7))).title()
        for _ in range(RECORDS * 9 // 10)
    ]
    names += [f"{name[:4].upper()}{n}" for n, name in enumerate(vocabulary[: RECORDS // 10])]
    Record.objects.bulk_create(
        Record(kind="topic", slug=f"topic-{n}", title_en=name, status="published")
        for n, name in enumerate(names)
    )
    for number in range(ARTICLES):
        body = article_text(chance, vocabulary, names)
        Article.objects.create(title_en=f"Article {number}", slug=f"a-{number}", body_en=body)


def article_text(chance, vocabulary, names):
    """Return about WORDS words in sentences of 20 and paragraphs of 5 sentences."""
    words = chance.choices(vocabulary, k=WORDS - 3 * NAMES_IN_ARTICLE)
    for name in chance.choices(names, k=NAMES_IN_ARTICLE):
        words.insert(chance.randrange(len(words)), name)
    sentences = [
        " ".join(words[start : start + 20]).capitalize() + "." for start in range(0, len(words), 20)
    ]
    paragraphs = [" ".join(sentences[start : start + 5]) for start in range(0, len(sentences), 5)]
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def timed(label, function, *args):
    start = time.perf_counter()
    function(*args)
    say(f"{label}: {time.perf_counter() - start:.2f} s")


def say(text):
    sys.stdout.write(text + "\n")


def main():
    """Build the register in memory and print the times."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ["DATABASE_URL"] = "sqlite://:memory:"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from cooperation.models import Article, Mention, Record
    from cooperation.sourcing.mentions import scan, scan_all, scan_for
    from cooperation.sourcing.passages import store, store_all

    call_command("migrate", verbosity=0)
    timed(f"{RECORDS} records and {ARTICLES} articles made", make_register, CHANCE)
    timed("sentences of all articles stored", store_all)
    timed("all articles scanned the first time", scan_all)
    say(f"{Mention.objects.count()} mentions")
    timed("all articles scanned again, nothing new", scan_all)
    article = Article.objects.first()
    timed("sentences of one article stored", store, article)
    timed("one article scanned", scan, article)
    timed("articles scanned for one record", scan_for, Record.objects.get(slug="topic-7"))


if __name__ == "__main__":
    main()
