"""Fill a register with N articles of 1,000 words, N agreements, and what belongs to them.

``python benchmarks/fill.py --records 1000 [--seed 1]`` fills the empty database that DATABASE_URL
or VAR_DIR names, and prints how long each part took. The same seed gives the same register: a
fifth as many events, a twentieth as many partners and people, 100 topics; each agreement has two
parties and evidence, every tenth record three revisions. “water energy” stands in every text,
“heron orchid” in one of a hundred.
"""

import argparse
import os
import random
import sys
import time
from contextlib import contextmanager
from pathlib import Path

SENTENCES, PER_PARAGRAPH = 70, 5
WORDS = 13
"""Words of a sentence, besides its two names."""

TOPICS = 100
BATCH = 500
TEXT = """
the of and to in a for with on joint council agreement regional ministry border trade
river training court customs report experts meeting plan exchange security research
harvest transport culture health school energy water law bank forest port railway
data science
"""
"""Words that texts are made of."""

VOCABULARY = TEXT.split()


class Filler:
    """Makes the records in batches, each in one transaction."""

    def __init__(self, number, seed):
        self.number, self.seed = number, seed

    def fill(self):
        """Make everything, and what is derived from it as after real use."""
        from cooperation.changes.consequences import content_version
        from cooperation.sourcing import index, mentions

        few = max(self.number // 20, 2)
        with _told("partners, people, topics, events"):
            self.partners = self._batches("partner", few, type="state")
            self.people = self._batches("person", few)
            self.topics = self._batches("topic", TOPICS)
            self.events = self._batches("event", self.number // 5, type="meeting")
        with _told("agreements with parties"):
            self.agreements = self._batches("agreement", self.number)
            self._join()
        with _told("articles with sentences"):
            self.articles = self._batches("article", self.number)
            self._split()
        with _told("evidence"):
            self._support()
        with _told("revisions"):
            self._add_revisions()
        with _told("mentions"):
            mentions.scan_all()
        with _told("search"):
            index.index_all()
        content_version.increase()

    def _batches(self, kind, number, **own):
        """Save records of one kind, published; return their keys in order."""
        from django.db import transaction

        keys = []
        for start in range(0, number, BATCH):
            with transaction.atomic():
                numbers = range(start, min(start + BATCH, number))
                keys += [record.pk for record in self._saved(kind, numbers, own)]
        return keys

    def _saved(self, kind, numbers, own):
        from cooperation.models import Record

        bases = Record.objects.bulk_create(self._base(kind, number) for number in numbers)
        model = Record.model_of(kind)
        for number, base in zip(numbers, bases, strict=True):
            row = model(**own, **self._own(kind, number))
            row.__dict__.update({f.attname: getattr(base, f.attname) for f in Record._meta.fields})
            row.record_id = base.pk
            row.save_base(raw=True, force_insert=True)
        return bases

    def _base(self, kind, number):
        from cooperation.domain.dates import PartialDate
        from cooperation.models import Record

        chance = self._chance(kind, number)
        title = f"{kind.title()} {number} {_words(chance, 4)}"
        day = PartialDate.parse(f"{1991 + number % 35}-{1 + number % 12:02}")
        return Record(
            kind=kind,
            slug=f"{kind}-{number}",
            title_en=title,
            summary_en=f"{_words(chance, 25).capitalize()}.",
            when="" if kind in ("partner", "person", "topic") else day,
            status=Record.Status.PUBLISHED,
        )

    def _own(self, kind, number):
        if kind == "agreement":
            return {"type": "memorandum" if number % 5 else "roadmap", "state": "signed"}
        return {"body_en": self._body(number)} if kind == "article" else {}

    def _body(self, number):
        """Return the text of an article; its first sentence is the evidence of an agreement."""
        chance, sentences = self._chance("body", number), [self._signed(number)]
        for place in range(SENTENCES - 1):
            words = _words(chance, WORDS)
            if place % 10 == 0:
                other = chance.randrange(self.number)
                words = f"{words} after {self._title('agreement', other)}"
            sentences.append(f"{words.capitalize()}.")
        sentences[1] = f"Water energy {sentences[1].lower()}"
        if number % 100 == 7 % self.number:
            sentences[2] = f"Heron orchid {sentences[2].lower()}"
        paragraphs = (
            " ".join(sentences[start : start + PER_PARAGRAPH])
            for start in range(0, SENTENCES, PER_PARAGRAPH)
        )
        return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)

    def _title(self, kind, number):
        return f"{kind.title()} {number} {_words(self._chance(kind, number), 4)}"

    def _signed(self, number):
        return f"{self._title('agreement', number)} was signed in {1991 + number % 35}."

    def _chance(self, what, number):
        return random.Random(f"{self.seed} {what} {number}")  # noqa: S311

    def _parties(self, number):
        """Return the keys of the two parties of an agreement."""
        first = number % len(self.partners)
        return self.partners[first], self.partners[first - 1 - number % (len(self.partners) - 1)]

    def _join(self):
        from cooperation.models import Relation

        def relations():
            for number, agreement in enumerate(self.agreements):
                for party in self._parties(number):
                    yield Relation(subject_id=party, verb="party_to", object_id=agreement)
                topic = self.topics[number % len(self.topics)]
                yield Relation(subject_id=agreement, verb="about", object_id=topic)

        Relation.objects.bulk_create(relations(), batch_size=BATCH)

    def _split(self):
        from django.db import transaction

        from cooperation.models import Article
        from cooperation.sourcing import passages

        for start in range(0, len(self.articles), BATCH):
            with transaction.atomic():
                for article in Article.objects.in_bulk(
                    self.articles[start : start + BATCH]
                ).values():
                    passages.store(article)

    def _support(self):
        """Give each agreement evidence for its title, its date and its parties."""
        from cooperation.models import Evidence, Passage, Relation

        firsts = dict(Passage.objects.filter(order=0).values_list("article", "pk"))
        parties = Relation.objects.filter(verb="party_to").values_list("object", "pk")
        by_agreement = {}
        for agreement, relation in parties.iterator():
            by_agreement.setdefault(agreement, []).append(relation)

        def evidence():
            for number, (agreement, article) in enumerate(
                zip(self.agreements, self.articles, strict=True)
            ):
                source = {
                    "record_id": agreement,
                    "article_id": article,
                    "quote": self._signed(number),
                    "passage_id": firsts[article],
                }
                yield from (Evidence(field=field, **source) for field in ("title", "when"))
                yield from (
                    Evidence(relation_id=relation, **source) for relation in by_agreement[agreement]
                )

        Evidence.objects.bulk_create(evidence(), batch_size=BATCH)

    def _add_revisions(self):
        from django.utils import timezone

        from cooperation.models import Revision
        from cooperation.snapshots.capture import capture_many

        for kind, keys in (("agreement", self.agreements), ("article", self.articles)):
            tenth = keys[::10]
            for start in range(0, len(tenth), BATCH):
                found = capture_many(kind, tenth[start : start + BATCH])
                Revision.objects.bulk_create(
                    (
                        Revision(
                            record_id=key,
                            number=number,
                            act=Revision.Act.PUBLISHED,
                            snapshot=snapshot,
                            made_at=timezone.now(),
                        )
                        for key, (snapshot, _rows) in found.items()
                        for number in (1, 2, 3)
                    ),
                    batch_size=BATCH,
                )


def _words(chance, number):
    return " ".join(chance.choices(VOCABULARY, k=number))


@contextmanager
def _told(label):
    start = time.perf_counter()
    yield
    print(f"{label:34}{time.perf_counter() - start:8.1f} s", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", type=int, required=True, help="how many articles")
    parser.add_argument("--seed", default="1")
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    import django

    django.setup()
    from django.core.management import call_command

    from cooperation.models import Record

    call_command("migrate", verbosity=0)
    if Record.objects.exists():
        raise SystemExit("The register is not empty: name another with DATABASE_URL or VAR_DIR.")
    with _told(f"all of {given.records:,} records"):
        Filler(given.records, given.seed).fill()


if __name__ == "__main__":
    main()
