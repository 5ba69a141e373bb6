"""Use cases for comments, and for notes that an editor has checked something."""

from cooperation.changes import rights
from cooperation.changes.use_case import use_case
from cooperation.models import Record


@use_case
def add_comment(comment):
    """Save a Comment from a valid form; return it."""
    comment.save()
    return comment


@use_case
def resolve_comment(record, key, by):
    """Mark the comment with this key as resolved; do nothing if there is none.

    Raises NotAllowed.
    """
    rights.check(rights.against_changing(by, record))
    record.comments.open().settle(key, by)


@use_case
def mark_checked(records, by):
    """Note that somebody has checked some records and found them right.

    Raises NotAllowed without the right to publish.
    """
    rights.check(rights.against_setting_times(by))
    Record.objects.mark_checked(records)


@use_case
def mark_narrative(passage, is_narrative, by):
    """Note whether a sentence is narrative, so that it needs no evidence.

    Raises NotAllowed.
    """
    rights.check(rights.against_changing_live(by, passage.article.record))
    passage.is_narrative = is_narrative
    passage.save(update_fields=["is_narrative"])
