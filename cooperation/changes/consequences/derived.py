"""What is derived from records is made again: sentences, mentions and the search index."""

from django.db import transaction

from cooperation.changes.door import deriving, use_case
from cooperation.models import Article
from cooperation.sourcing import index, mentions, passages


def index_later(*records):
    """Make the search entries of records again once the transaction commits.

    What is rolled back leaves no trace. The records are kept even if their entries cannot be made;
    the log then says so, and ``update_index`` makes them.
    """

    def make():
        with deriving():
            index.index([record.pk for record in records])

    transaction.on_commit(make, robust=True)


def index_all():
    """Make all search entries again; return how many records there are."""
    with deriving():
        return index.index_all()


def find_all_mentions():
    """Look for the names of all records in all articles; return how many articles there are."""
    with deriving():
        return mentions.scan_all()


@use_case
def make_what_is_missing():
    """Make what versions without sentences, mentions or a search have left to be made."""
    undivided = list(Article.objects.not_split())
    for article in undivided:
        passages.store(article)
    if undivided or mentions.is_missing():
        mentions.scan_all()
    if undivided or index.is_missing():
        index.index_all()
