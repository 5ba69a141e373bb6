"""What is derived from records is made again: sentences, mentions and the search index."""

from django.db import transaction

from cooperation.changes.write_access import allow_derived_writes, use_case
from cooperation.models import Article
from cooperation.sourcing import index, mentions, passages


def index_later(*records):
    """Make the search entries of records again once the transaction commits.

    What is rolled back leaves no trace. The records are kept even if their entries cannot be made;
    the log then says so, and ``update_index`` makes them.
    """

    def make():
        with allow_derived_writes():
            index.index([record.pk for record in records])

    transaction.on_commit(make, robust=True)


def index_all():
    """Make all search entries again; return how many records there are."""
    with allow_derived_writes():
        return index.index_all()


def scan_all_articles():
    """Look for the names of all records in all articles; return how many articles there are."""
    with allow_derived_writes():
        return mentions.scan_all()


@use_case
def create_missing_data():
    """Make what versions without sentences, mentions or a search have left to be made."""
    undivided = list(Article.objects.undivided())
    for article in undivided:
        passages.store(article)
    if undivided or mentions.is_missing():
        mentions.scan_all()
    if undivided or index.is_missing():
        index.index_all()
