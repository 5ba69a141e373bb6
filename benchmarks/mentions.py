"""Measure how long the search for mentions takes in a large register.

``python benchmarks/mentions.py`` makes 10,000 records and 1,000 articles of 1,000 words in a
database in memory, and prints the times of scanning all of them and of saving one.
"""

import random

from measuring import on_its_own, timed

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


def told(label, action, *args):
    print(f"{label}: {timed(action, *args) / 1000:.2f} s")


def main():
    """Build the register in memory and print the times."""
    from cooperation.models import Article, Mention, Record
    from cooperation.sourcing.mentions import articles_naming, scan, scan_all, scan_articles
    from cooperation.sourcing.passages import store, store_all

    told(f"{RECORDS} records and {ARTICLES} articles made", make_register, CHANCE)
    told("sentences of all articles stored", store_all)
    told("all articles scanned the first time", scan_all)
    print(f"{Mention.objects.count()} mentions")
    told("all articles scanned again, nothing new", scan_all)
    article = Article.objects.first()
    told("sentences of one article stored", store, article)
    told("one article scanned", scan, article)
    record = Record.objects.get(slug="topic-7")
    told("articles scanned for one record", lambda: scan_articles(articles_naming([record])))


if __name__ == "__main__":
    on_its_own(main, DATABASE_URL="sqlite://:memory:")
