"""Deletes records with all their parts."""

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from cooperation.changes import content_version, premises, rights
from cooperation.changes.door import use_case
from cooperation.changes.errors import Invalid
from cooperation.changes.finish import Change, finish
from cooperation.models import Record
from cooperation.snapshots.capture import capture
from cooperation.sourcing.mentions import articles_with


@use_case
def delete(records, by=None):
    """Delete records and all their parts, all or none; return how many.

    The addresses of those that were public go on to say that they are gone. Raises NotAllowed, and
    Invalid if another record refers to one of them.
    """
    gone = list(Record.objects.locked([record.pk for record in records]))
    for record in gone:
        rights.check(rights.against_deleting(by, record))
    articles = tuple(articles_with(gone))
    changes = [Change(record, capture(record), None, articles=articles) for record in gone]
    resting = [
        premise
        for record, before, *_rest in changes
        for premise in premises.resting_elsewhere(record, before, None)
        if premise.inference.record not in gone
    ]
    rights.check(rights.against_taking_premises(by, resting))
    for record in gone:
        try:
            record.as_kind().delete()
        except ProtectedError as error:
            text = _("“%s” cannot be deleted: other records refer to it. Remove those first.")
            raise Invalid({"": [text % record]}) from error
    finish(changes, by)
    if resting:
        content_version.rise()
    return len(gone)
