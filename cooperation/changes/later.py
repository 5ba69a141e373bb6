"""Slow work that follows a change: enqueued in its transaction, done by the worker.

Each task can be repeated without harm, since it may have been interrupted (docs/decisions/0046).
"""

from django_tasks import task

from cooperation.changes import use_case
from cooperation.changes.consequences import content_version, documents
from cooperation.models import Record
from cooperation.sourcing import mentions
from cooperation.sourcing.index import index


@task()
def read_documents(record_pk):
    """Read the unread documents of a record, and update its search entries."""
    record = Record.objects.filter(pk=record_pk).first()
    if record is None:
        return  # deleted in the meantime
    try:
        documents.read_unread(record)
    finally:
        with use_case.allow_derived_writes():
            index([record_pk])


@task()
def scan_changed_articles(article_pks):
    """Search articles with a new text for names."""
    _scan(mentions.scan_articles, article_pks, True)


@task()
def scan_mentions(record_pks, article_pks, is_seen):
    """Search articles for the new names of records.

    ``article_pks`` are articles that named a deleted or merged record. ``is_seen``: whether readers
    know one of the records; otherwise no link that they see can change.
    """
    records = list(Record.objects.filter(pk__in=record_pks))
    keys = mentions.articles_naming(records).union(article_pks)
    _scan(mentions.scan_for_new_names, keys, is_seen)


def _scan(find, article_pks, is_seen):
    if not article_pks:
        return
    with use_case.allow_derived_writes():
        find(article_pks)
    if is_seen:
        with use_case.allow_writes():
            content_version.increase()
