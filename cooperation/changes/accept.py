"""Use cases for the suggestions of an imported text, and for undecided mentions."""

from django.utils.translation import gettext as _

from cooperation.changes import approval, rights
from cooperation.changes.addresses import free_slug
from cooperation.changes.consequences import content_version
from cooperation.changes.errors import NotApproved
from cooperation.changes.finish import ChangedRecord, finish
from cooperation.changes.state import locked_state
from cooperation.changes.use_case import use_case
from cooperation.models import Record
from cooperation.snapshots.capture import capture
from cooperation.sourcing import mentions, suggestions


@use_case
def accept(suggestion, by=None, target=None):
    """Make a draft record from a suggestion, or add it to a record; return the Record.

    With a ``target`` (Record), the figure or the evidence is added to that record. Raises
    NotAllowed, NotApproved, AlreadyDecided, and ValidationError for a figure without a target.
    """
    before = None
    if target is not None:
        target = locked_state(target).record.record
        rights.check(rights.against_changing_live(by, target))
        if target.status == Record.Status.PUBLISHED and target.kind in approval.required_kinds():
            text = _("“%s” must be approved by somebody else: use the sentence in its form.")
            raise NotApproved(text % target)
        before = capture(target)
    elif suggestion.kind != "figure":
        rights.check(rights.against_adding(by, suggestion.kind))
    record = suggestions.accept(suggestion, by, free_slug, target)
    finish([ChangedRecord(record, before, capture(record))], by)
    return record


@use_case
def dismiss(suggestion, by=None):
    """Mark a suggestion as not wanted. Raises NotAllowed and AlreadyDecided."""
    rights.check(rights.against_adding(by, "article"))
    suggestions.dismiss(suggestion, by)


@use_case
def reopen(suggestion, by=None):
    """Let editors decide on a dismissed suggestion again. Raises NotAllowed."""
    rights.check(rights.against_adding(by, "article"))
    suggestions.reopen(suggestion)


@use_case
def decide_mention(mention, by, record=None):
    """Decide which record some words of an article mean; None for no record.

    Raises NotAllowed without the right to publish: readers see the link.
    """
    rights.check(rights.against_deciding_mentions(by))
    mentions.decide(mention, by, record)
    content_version.increase()
