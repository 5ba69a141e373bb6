"""Makes derived data again: sentences, mentions and the search index."""

from django.db import transaction

from cooperation.changes.use_case import allow_derived_writes, use_case
from cooperation.models import Article
from cooperation.sourcing import index, mentions, passages


def index_later(*records):
    """Update the search entries of records once the transaction commits.

    An error is logged and leaves the records saved; ``update_index`` repairs the index.
    """

    def make():
        with allow_derived_writes():
            index.index([record.pk for record in records])

    transaction.on_commit(make, robust=True)


def index_all():
    """Make all search entries again; return the number of records."""
    with allow_derived_writes():
        return index.index_all()


def scan_all_articles():
    """Search all articles for the names of all records; return the number of articles."""
    with allow_derived_writes():
        return mentions.scan_all()


@use_case
def create_missing_data():
    """Create sentences, mentions and search entries that an older version did not have.

    A migration after which words are folded in another way deletes all search entries.
    """
    undivided, is_unindexed = list(Article.objects.not_split()), index.is_missing()
    for article in undivided:
        passages.store(article)
    if undivided or mentions.is_missing():
        mentions.scan_all()
    elif is_unindexed:
        mentions.scan_for_new_names([*Article.objects.values_list("pk", flat=True)])
    if undivided or is_unindexed:
        index.index_all()
