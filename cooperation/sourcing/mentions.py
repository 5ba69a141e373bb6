"""Finds which words of articles name which records, or asks an editor."""

from collections import defaultdict
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from cooperation.domain.texts.name_finder import name_tokens
from cooperation.domain.texts.patterns import search_pattern
from cooperation.domain.texts.spans import Spans
from cooperation.models import Article, Evidence, Mention, Passage, Record, SiteSettings
from cooperation.sourcing.finding import Finder, Naming
from cooperation.sourcing.known import KnownNames, names_of

BATCH = 50
"""How many articles are scanned with one set of queries."""
MANY = 20
"""If more records than this have new names, all articles are searched."""


def scan(article):
    """Update the mentions of an article.

    Decisions of editors stay as long as their sentence does.
    """
    scan_articles([article.pk])


def scan_all():
    """Scan every article; return how many there are."""
    keys = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    scan_articles(keys)
    return len(keys)


def is_missing():
    """Whether there are sentences but no mentions, as after an update from an old version."""
    return Passage.objects.exists() and not Mention.objects.exists()


def articles_naming(records):
    """Return the keys of the articles that name records, or did before their names changed.

    For many records these are all articles: that is faster than looking for the right ones.
    """
    if len(records) > MANY:
        return set(Article.objects.values_list("pk", flat=True))
    return set(articles_with(records)) | _articles_holding(names_of(records))


def articles_with(records):
    """Return the keys of the articles in which a mention names one of the records, or may."""
    found = Mention.objects.concerning(records).values_list("passage__article", flat=True)
    return list(found.distinct())


def _articles_holding(names):
    """Return the keys of the articles whose sentences may contain one of the names."""
    tokens = ([name[each.start : each.end] for each in name_tokens(name)] for name in names)
    words = {max(words, key=len, default="") for words in tokens}
    if not any(words):
        return set()
    pattern = "|".join(search_pattern(word, "uz") for word in sorted(words) if word)
    return set(Passage.objects.filter(text__iregex=pattern).values_list("article", flat=True))


def scan_articles(keys):
    """Scan the articles with these keys, each batch in a transaction of its own.

    The search for names is slow, so it is done before the transaction, and again inside it if the
    sentences have changed meanwhile.
    """
    _scan(keys, _replace)


def scan_for_new_names(keys):
    """Scan articles whose own text has not changed.

    If articles are under review, readers of a public one see no change before an editor decides: a
    new link waits in the queue, and a link whose name is gone stays.
    """
    if not keys or "article" not in SiteSettings.current().reviewed_kinds:
        scan_articles(keys)
        return
    seen = {*Article.objects.published().filter(pk__in=keys).values_list("pk", flat=True)}
    _scan({*keys} - seen, _replace)
    _scan(seen, _replace_keeping_links)


def _scan(keys, replace):
    known, keys = KnownNames() if keys else None, sorted(keys)
    for first in range(0, len(keys), BATCH):
        _scan_batch(keys[first : first + BATCH], known, replace)


def _scan_batch(keys, known, replace):
    seen = _ScanInput.of(keys)
    wanted = seen.namings(known)
    is_in_transaction = connection.in_atomic_block
    with transaction.atomic():
        # another process that scans the same articles waits
        list(Record.objects.select_for_update().filter(pk__in=keys).order_by("pk").values("pk"))
        if not is_in_transaction and (now := _ScanInput.of(keys)) != seen:
            wanted = now.namings(known)
        replace(Mention.objects.filter(passage__article__in=keys).automatic(), wanted)


class _ScanInput(NamedTuple):
    """What the mentions of some articles depend on, besides the names of the register."""

    passages: list
    resting: dict
    """{article: the records with evidence in it}."""
    decided: dict
    """{passage: its mentions on which editors have decided}."""

    @classmethod
    def of(cls, keys):
        passages = Passage.objects.filter(article__in=keys).order_by("article", "language", "order")
        resting, decided = defaultdict(set), defaultdict(list)
        evidence = Evidence.objects.for_values().filter(article__in=keys)
        for article, record in evidence.values_list("article", "record").distinct():
            resting[article].add(record)
        mentions = Mention.objects.filter(passage__article__in=keys).decided()
        for mention in mentions.values_list(*OF_MENTION, named=True):
            decided[mention.passage_id].append(mention)
        return cls(list(passages.values_list(*OF_PASSAGE, named=True)), resting, decided)

    def namings(self, known):
        """Return {(passage, start, end): Naming} of what the articles name."""
        wanted = {}
        for article, own in groupby(self.passages, key=attrgetter("article_id")):
            for naming in Finder(known, self.resting.get(article, set()), self.decided).find(own):
                wanted[naming.passage, naming.start, naming.end] = naming
        return wanted


OF_PASSAGE = ("pk", "article_id", "language", "text", "html", "block", "kind", "group")
OF_MENTION = ("passage_id", "record_id", "start", "end")
"""The columns that the search for names reads."""


def _replace(automatic, wanted):
    """Replace the mentions of the last scan by what is wanted now, touching no other."""
    links = Mention.candidates.through.objects.filter(mention__in=automatic)
    candidates = defaultdict(set)
    for mention, record in links.values_list("mention", "record"):
        candidates[mention].add(record)
    stale = []
    for mention in automatic:
        key = mention.passage_id, mention.start, mention.end
        naming = wanted.get(key)
        if naming and (naming.record, naming.candidates) == (
            mention.record_id,
            candidates[mention.pk],
        ):
            del wanted[key]
        else:
            stale.append(mention.pk)
    Mention.objects.filter(pk__in=stale).delete()
    new = [(_mention(naming), naming.candidates) for naming in wanted.values()]
    Mention.objects.bulk_create(mention for mention, _candidates in new)
    through = Mention.candidates.through
    through.objects.bulk_create(
        through(mention_id=mention.pk, record_id=record)
        for mention, records in new
        for record in sorted(records)
    )


def _replace_keeping_links(automatic, wanted):
    """Do the same, but keep every link, and let new ones wait for an editor."""
    linked = {}
    for mention in automatic:
        if mention.record_id:
            linked.setdefault(mention.passage_id, []).append(mention)
    kept = {}
    for (passage, start, end), naming in wanted.items():
        own = Spans((mention.start, mention.end) for mention in linked.get(passage, ()))
        if not own.touches(start, end):
            candidates = naming.candidates | ({naming.record} if naming.record else set())
            kept[passage, start, end] = naming._replace(record=None, candidates=candidates)
    for mention in (mention for own in linked.values() for mention in own):
        place = mention.passage_id, mention.start, mention.end
        kept[place] = Naming(*place, mention.text, mention.record_id, frozenset())
    _replace(automatic, kept)


def _mention(naming):
    return Mention(
        passage_id=naming.passage,
        start=naming.start,
        end=naming.end,
        text=naming.text,
        record_id=naming.record,
        state=Mention.Certainty.LINKED if naming.record else Mention.Certainty.PENDING,
    )


def decide(mention, user, record=None):
    """Save an editor’s decision: the words name this record, or, without one, none at all."""
    mention.record = record
    mention.state = Mention.Certainty.CONFIRMED if record else Mention.Certainty.REJECTED
    mention.decided_by, mention.decided_at = user, timezone.now()
    mention.save(update_fields=["record", "state", "decided_by", "decided_at"])
