"""What follows a change and takes long: put down in its transaction, done by the worker.

Each task can be done twice without harm: it may have been broken off anywhere
(docs/decisions/0046).
"""

from django_tasks import task

from cooperation.changes import write_access
from cooperation.changes.consequences import content_version, documents
from cooperation.models import Record
from cooperation.sourcing import mentions
from cooperation.sourcing.index import index


@task()
def read_documents(record_pk):
    """Read the unread documents of a record, and let the search find their words."""
    record = Record.objects.filter(pk=record_pk).first()
    if record is None:
        return  # deleted in the meantime
    try:
        documents.read_unread(record)
    finally:
        with write_access.allow_derived_writes():
            index([record_pk])


@task()
def scan_changed_articles(article_pks):
    """Look for names in articles whose own text has changed."""
    _scan(mentions.scan_articles, article_pks, True)


@task()
def scan_mentions(record_pks, article_pks, is_seen):
    """Look for the new names of records in the articles of others.

    ``article_pks`` are articles that named what has been deleted or merged. ``is_seen`` says that
    readers know one of the records: the names of all others make no link that they can see.
    """
    records = list(Record.objects.filter(pk__in=record_pks))
    keys = mentions.articles_naming(records).union(article_pks)
    _scan(mentions.scan_for_new_names, keys, is_seen)


def _scan(find, article_pks, is_seen):
    if not article_pks:
        return
    with write_access.allow_derived_writes():
        find(article_pks)
    if is_seen:
        with write_access.allow_writes():
            content_version.increase()
