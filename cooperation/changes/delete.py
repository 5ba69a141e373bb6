"""Deletes records with all their parts."""

from cooperation.changes import rights, usage
from cooperation.changes.consequences import content_version, premises
from cooperation.changes.finish import ChangedRecord, finish
from cooperation.changes.use_case import use_case
from cooperation.models import Record
from cooperation.snapshots.capture import capture
from cooperation.sourcing.mentions import articles_with


@use_case
def delete(records, by=None):
    """Delete records and all their parts, all or none; return how many.

    The addresses of public records then answer that the record was deleted. Raises NotAllowed, and
    Invalid if another record refers to one of them.
    """
    gone = list(Record.objects.locked([record.pk for record in records]))
    resting = premises.premises_based_on(gone)
    rights.check(_against_deleting(by, gone, resting))
    articles = tuple(articles_with(gone))
    changes = [ChangedRecord(record, capture(record), None, articles=articles) for record in gone]
    Record.objects.filter(pk__in=[record.pk for record in gone]).delete()
    finish(changes, by)
    if resting:
        content_version.increase()
    return len(gone)


def against_deleting(by, records):
    """Return the refusal to delete some records together; None if they can be deleted."""
    return _against_deleting(by, records, premises.premises_based_on(records))


def _against_deleting(by, records, resting):
    refusals = [rights.against_deleting(by, record) for record in records]
    refusals.append(usage.against_deleting_used(usage.where_used(records)))
    refusals.append(rights.against_removing_premises(by, resting))
    return next(filter(None, refusals), None)
