"""The sentences of articles that mention a record."""

from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, Window

from cooperation.domain import languages
from cooperation.models import Mention, Passage
from cooperation.models.article import BODY_COLUMNS
from cooperation.models.record_queryset import is_public

MOST_SENTENCES = 20
"""Sentences shown on the page of a record."""


class MentionedIn(NamedTuple):
    """[(article, sentences)], the newest article first, and the total of sentences."""

    articles: list
    total: int

    @property
    def more(self):
        return self.total - sum(len(sentences) for _article, sentences in self.articles)


def mentioned_in(record):
    """Return the sentences of published articles that mention a record, with one query.

    Each article is read in the language that the reader would get.
    """
    naming = Mention.objects.certain().filter(passage=OuterRef("pk"), record=record.pk)
    texts = [f"article__{name}" for name in BODY_COLUMNS]
    passages = (
        Passage.objects.filter(Exists(naming), _as_read(), is_public("article__"))
        .exclude(article=record.pk)
        .select_related("article")
        .defer(*texts, "html")
        .annotate(total=Window(Count("pk")))
        .order_by(F("article__when_latest").desc(nulls_last=True), "article", "order")
    )
    found = list(passages[:MOST_SENTENCES])
    articles = [
        (run[0].article, run)
        for _key, group in groupby(found, key=lambda passage: passage.article_id)
        if (run := list(group))
    ]
    return MentionedIn(articles, found[0].total if found else 0)


def _as_read():
    """Return the condition of passages in the reader’s language, or else in English."""
    language = languages.current()
    in_language = Passage.objects.filter(article=OuterRef("article"), language=language)
    return Q(language=language) | (Q(language="en") & ~Exists(in_language))
