"""What the tests of merged duplicates share."""

from cooperation.changes.merge_duplicate import merge_duplicate
from cooperation.models import Record
from tests.support.factories import EvidenceFactory


def merge(duplicate, survivor, **kwargs):
    return merge_duplicate(record_of(duplicate), record_of(survivor), **kwargs)


def record_of(row):
    return Record.objects.get(pk=row.pk)


def stated(record, **supported):
    return EvidenceFactory(record=record, **{"field": "", "quote": "They signed."} | supported)
