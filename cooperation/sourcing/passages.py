"""The stored sentences of articles, and the evidence that quotes them."""

from bisect import bisect_right
from contextlib import suppress
from dataclasses import asdict
from itertools import accumulate, groupby

from django.core.exceptions import ValidationError
from django.db import transaction

from cooperation.domain.languages import CODES
from cooperation.domain.texts.folding import same_signs
from cooperation.domain.texts.passages import (
    match_sentences,
    match_translation,
    sentence_address,
    split_sentences,
)
from cooperation.formats.manuscripts.file_types import MOST_CHARACTERS
from cooperation.models import Article, Evidence, Passage


def bodies(article):
    """Return {language: rich text} of the languages in which the article has a text."""
    texts = {code: getattr(article, f"body_{code}") for code in CODES}
    return {code: text for code, text in texts.items() if text}


def split_ahead(name, body):
    """Find the sentences of a text before the transaction that saves it in an article.

    They are cached, so the transaction need not look for them.
    """
    if len(body) <= MOST_CHARACTERS:
        with suppress(ValidationError):  # the form shows the error
            split_sentences(Article._meta.get_field(name).sanitize(body.strip()))


def split_article(article):
    """Return the passages of the current text of an article, unsaved, in order.

    A sentence of a translation has the address of the sentence that it translates, so a link to it
    works in each language.
    """
    made, original = [], []
    for language, body in bodies(article).items():
        version = [
            Passage(article_id=article.pk, language=language, order=order, **asdict(sentence))
            for order, sentence in enumerate(split_sentences(body))
        ]
        shared = _shared_addresses(original, version)
        taken, numbers = set(shared.values()), {}
        for place, passage in enumerate(version):
            passage.address = shared.get(place) or sentence_address(passage.text, taken, numbers)
            taken.add(passage.address)
        original = original or version
        made += version
    return made


def _shared_addresses(original, version):
    """Return {place in ``version``: address of the sentence of the original it translates}."""
    places = match_translation(original, version)
    return {place: original[other].address for place, other in places.items()}


@transaction.atomic
def store(article):
    """Update the stored passages of an article from its text, and its evidence.

    A sentence that stayed or moved keeps its row, its address and its evidence.
    """
    made = split_article(article)
    original = []
    for language in CODES:
        version = [each for each in made if each.language == language]
        stored = _store_language(article, language, version)
        _share_addresses(original, stored)
        original = original or stored
    attach(article)


def _share_addresses(original, version):
    """Give the stored sentences of a translation the addresses of the original."""
    addresses = _shared_addresses(original, version)
    taken, numbers = set(addresses.values()), {}
    for place, passage in enumerate(version):
        if place not in addresses:
            is_free = passage.address not in taken
            addresses[place] = (
                passage.address if is_free else sentence_address(passage.text, taken, numbers)
            )
            taken.add(addresses[place])
    moved = [place for place, passage in enumerate(version) if passage.address != addresses[place]]
    for new in ({place: f"-{place}" for place in moved}, addresses):  # none is ever taken twice
        for place in moved:
            version[place].address = new[place]
        Passage.objects.bulk_update([version[place] for place in moved], ["address"])


def _store_language(article, language, made):
    """Update the stored passages of one language to ``made``; return them in order."""
    old = list(article.passages.filter(language=language).order_by("order"))
    kept = match_sentences([passage.text for passage in old], [passage.text for passage in made])
    stayed = set(kept.values())
    gone = [passage.pk for place, passage in enumerate(old) if place not in stayed]
    Passage.objects.filter(pk__in=gone).delete()
    taken, numbers = {old[place].address for place in stayed}, {}
    changed, new, stored = [], [], []
    for place, passage in enumerate(made):
        if place in kept:
            row = old[kept[place]]
            if any(getattr(row, name) != getattr(passage, name) for name in FOLLOWING):
                for name in FOLLOWING:
                    setattr(row, name, getattr(passage, name))
                changed.append(row)
            stored.append(row)
        else:
            passage.address = sentence_address(passage.text, taken, numbers)
            taken.add(passage.address)
            new.append(passage)
            stored.append(passage)
    Passage.objects.bulk_update(changed, FOLLOWING)
    Passage.objects.bulk_create(new)
    return stored


FOLLOWING = ("order", "html", "block", "kind", "level", "group", "item")
"""The fields of a passage that may change while its text stays."""


def store_all():
    """Store the passages of every article; return how many articles there are."""
    articles = list(Article.objects.all())
    for article in articles:
        store(article)
    return len(articles)


def attach(article, evidence=None):
    """Link quotes of an article to the passages that contain them; orphans lose theirs.

    ``evidence`` is a QuerySet; by default everything that quotes the article.
    """
    evidence = article.supports.all() if evidence is None else evidence.filter(article=article)
    quoting, moved = list(evidence.exclude(quote="")), []
    places = Places(article.passages.in_order()) if quoting else None
    for item in quoting:
        passage = places.of(item.quote, preferred=item.passage_id)
        if item.passage_id != (passage.pk if passage else None):
            item.passage = passage
            moved.append(item)
    Evidence.objects.bulk_update(moved, ["passage"])


def attach_record(record):
    """Link the quotes of one record’s evidence to their passages."""
    for article in Article.objects.filter(supports__record=record).distinct():
        attach(article, record.evidence.all())


class Places:
    """Finds the passages of an article in which quotes begin."""

    def __init__(self, passages):
        self._blocks = []  # (text of a block, its passages, where each begins, and the next block)
        together = groupby(passages, key=lambda passage: (passage.language, passage.block))
        for _block, run in together:
            own = list(run)
            texts = [same_signs(passage.text) for passage in own]
            starts = [0, *accumulate(len(text) + 1 for text in texts)]
            self._blocks.append((" ".join(texts), own, starts))

    def of(self, quote, preferred=None):
        """Return the passage in which a quote begins, matched sign by sign; None for an orphan.

        ``preferred`` is the key of its current passage, which wins among several.
        """
        first = None
        for passage in self._all(quote):
            if preferred is None or passage.pk == preferred:
                return passage
            first = first or passage
        return first

    def _all(self, quote):
        """Yield each passage in which a quote begins, in order."""
        wanted = same_signs(quote)
        for text, passages, starts in self._blocks:
            place = text.find(wanted)
            while place >= 0:
                number = bisect_right(starts, place) - 1
                after = starts[number + 1]
                if place < after - 1:
                    yield passages[number]
                place = text.find(wanted, after) if after < len(text) else -1


def evidence_lost_by(article):
    """Return the evidence whose quote is not in the article’s unsaved text."""
    supports = list(article.supports.exclude(quote="").with_supported())
    places = Places(split_article(article)) if supports else None
    return [evidence for evidence in supports if places.of(evidence.quote) is None]


def locate(evidence, texts=()):
    """Return {evidence pk: its Passage, or None for an orphan} for rows with their ``passage``.

    Quotes that have no passage yet, as after ``loaddata``, are looked up in the text. ``texts`` is
    {key of an article: its passages} of articles whose text is not the stored one; all quotes of
    these are looked up.
    """
    quoting = [item for item in evidence if item.quote]
    tied = {item.pk for item in quoting if item.passage_id and item.article_id not in texts}
    untied = {item.article_id for item in quoting if item.pk not in tied}
    made = Article.objects.filter(pk__in=untied.difference(texts))
    texts = {article.pk: split_article(article) for article in made} | dict(texts)
    places = {key: Places(passages) for key, passages in texts.items()}
    return {
        item.pk: item.passage if item.pk in tied else places[item.article_id].of(item.quote)
        for item in quoting
    }
