"""What editors and readers of a preview say about a record."""

from cooperation.changes import rights
from cooperation.changes.door import use_case
from cooperation.models import Record


@use_case
def add_comment(comment):
    """Keep an unsaved Comment, which its form has checked; return it."""
    comment.save()
    return comment


@use_case
def settle_comment(record, key, by):
    """Mark the comment with a key as dealt with; nothing happens if there is none like that.

    Raises NotAllowed.
    """
    rights.check(rights.against_changing(by, record))
    record.comments.open().settle(key, by)


@use_case
def mark_checked(records, by):
    """Note that somebody has checked some records and found them right as they are.

    Raises NotAllowed without the right to publish.
    """
    rights.check(rights.against_setting_times(by))
    Record.objects.mark_checked(records)


@use_case
def mark_narrative(passage, is_narrative, by):
    """Note whether a sentence only tells the story, so that nothing has to rest on it.

    Raises NotAllowed.
    """
    rights.check(rights.against_changing_at_once(by, passage.article.record))
    passage.is_narrative = is_narrative
    passage.save(update_fields=["is_narrative"])
