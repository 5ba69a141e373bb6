"""Where articles mention a record."""

from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, Window

from cooperation.domain import languages
from cooperation.models import Mention, Passage
from cooperation.models.article import BODIES
from cooperation.models.record_queryset import is_public

MOST_SENTENCES = 20
"""How many sentences the page of a record shows."""


class MentionedIn(NamedTuple):
    """The first sentences that mention a record, as (article, sentences), and how many there are.

    ``articles`` have the newest first, their sentences in their order.
    """

    articles: list
    total: int

    @property
    def more(self):
        return self.total - sum(len(sentences) for _article, sentences in self.articles)


def mentioned_in(record):
    """Return what published articles say of a record, as MentionedIn; one query.

    Each article counts in the language in which the reader would get it.
    """
    naming = Mention.objects.naming().filter(passage=OuterRef("pk"), record=record.pk)
    texts = [f"article__{name}" for name in BODIES]
    passages = (
        Passage.objects.filter(Exists(naming), _as_read(), is_public("article__"))
        .exclude(article=record.pk)
        .select_related("article")
        .defer(*texts, "html")
        .annotate(total=Window(Count("pk")))
        .order_by(F("article__when_latest").desc(nulls_last=True), "article", "order")[
            :MOST_SENTENCES
        ]
    )
    found = list(passages)
    articles = [
        (run[0].article, run)
        for _key, group in groupby(found, key=lambda passage: passage.article_id)
        if (run := list(group))
    ]
    return MentionedIn(articles, found[0].total if found else 0)


def _as_read():
    """Return the condition that a passage is in the reader’s language, or that of the original."""
    language = languages.current()
    in_language = Passage.objects.filter(article=OuterRef("article"), language=language)
    return Q(language=language) | (Q(language="en") & ~Exists(in_language))
