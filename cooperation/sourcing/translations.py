"""Quotes in another language of their article."""

from itertools import groupby

from django.db.models import Q

from cooperation.models import Passage


def translated_quotes(quotes, code):
    """Return {(quote, key of its passage): its words in a language}, without what has none.

    ``quotes`` are pairs of a quote and the passage in which it begins. A sentence and its
    translation have one address (``split_article``); whole sentences are returned, because only
    these correspond. Takes no query for quotes in that language, and at most two.
    """
    others = [(quote, passage) for quote, passage in quotes if passage.language != code]
    covered = _covered_sentences(others)
    addresses = {sentence.address for run in covered.values() for sentence in run}
    articles = {passage.article_id for _quote, passage in others}
    found = Passage.objects.filter(language=code, article__in=articles, address__in=addresses)
    texts = {
        (article, address): text
        for article, address, text in found.values_list("article", "address", "text")
    }
    wanted = {
        key: [texts.get((sentence.article_id, sentence.address)) for sentence in run]
        for key, run in covered.items()
    }
    return {key: " ".join(words) for key, words in wanted.items() if all(words)}


def _covered_sentences(quotes):
    """Return {(quote, key of its passage): the sentences that it covers, wholly or in part}."""
    long = [passage for quote, passage in quotes if quote not in passage.text]
    blocks = _following(long) if long else {}
    return {
        (quote, passage.pk): _covered(quote, [passage, *blocks.get(passage.pk, ())])
        for quote, passage in quotes
    }


def _covered(quote, sentences):
    text = ""
    for number, sentence in enumerate(sentences, 1):
        text = f"{text} {sentence.text}"
        if quote in text:
            return sentences[:number]
    return sentences


def _following(passages):
    """Return {key of a passage: the sentences after it in its block}."""
    wanted = Q()
    for passage in passages:
        wanted |= Q(article=passage.article_id, language=passage.language, block=passage.block)
    rows = Passage.objects.filter(wanted).order_by("article", "language", "block", "order")
    blocks = {key: list(run) for key, run in groupby(rows.defer("html"), key=_block)}
    return {
        passage.pk: [row for row in blocks.get(_block(passage), ()) if row.order > passage.order]
        for passage in passages
    }


def _block(passage):
    return passage.article_id, passage.language, passage.block
