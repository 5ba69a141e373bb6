"""What editors and readers of a preview say about a record."""

from cooperation.changes.door import use_case
from cooperation.models import Record


@use_case
def add_comment(comment):
    """Keep an unsaved Comment, which its form has checked; return it."""
    comment.save()
    return comment


@use_case
def settle_comment(record, key, by):
    """Mark the comment with a key as dealt with; nothing happens if there is none like that."""
    record.comments.open().settle(key, by)


@use_case
def mark_checked(records):
    """Note that somebody has checked some records and found them right as they are."""
    Record.objects.looked_over(records)


@use_case
def mark_narrative(passage, is_narrative):
    """Note whether a sentence only tells the story, so that nothing has to rest on it."""
    passage.is_narrative = is_narrative
    passage.save(update_fields=["is_narrative"])
