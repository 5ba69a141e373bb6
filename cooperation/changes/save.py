"""Decides whether a save changes the live record or its draft, and saves it."""

from dataclasses import replace
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.changes import addresses, approval, drafts, relations_awaiting_approval, rights
from cooperation.changes.consequences import content_version, history, premises, translations
from cooperation.changes.errors import EditConflict, Invalid
from cooperation.changes.finish import ChangedRecord, finish
from cooperation.changes.rolled_back import applied_state
from cooperation.changes.state import RecordState, locked_state
from cooperation.changes.texts import clean_texts
from cooperation.changes.use_case import use_case
from cooperation.changes.why import NO_REASON
from cooperation.changes.withdraw import withdraw
from cooperation.models import Draft, Record, Revision
from cooperation.snapshots.apply import apply_with_rows, create_record
from cooperation.snapshots.capture import build_snapshot, capture
from cooperation.snapshots.merge import merge
from cooperation.snapshots.parts import model_of, unique_values
from cooperation.snapshots.references import MissingReferences
from cooperation.snapshots.rows import content, natural_key, with_state

Act, Status = Revision.Act, Record.Status


class Answers(NamedTuple):
    """How an editor wants two changes of one record to be merged.

    ``theirs`` is the snapshot that the editor saw as the work of others; ``choices`` and ``by_row``
    are those of ``merge``; ``draft`` is that of the EditConflict.
    """

    theirs: list
    choices: dict
    by_row: bool = False
    draft: list | None = None

    @property
    def is_live(self):
        return self.draft is not None


class Edit(NamedTuple):
    """What somebody wants of a record: the snapshot ``wanted``, made from the snapshot ``base``.

    Without a ``base`` it replaces the record. ``answers`` merge it with the changes of others.
    ``still_right`` are the keys of outdated translations that an editor confirmed.
    """

    wanted: list
    base: list | None = None
    answers: Answers | None = None
    still_right: tuple = ()


class Saved(NamedTuple):
    """The result of a use case for one record.

    ``draft`` is the Draft with the changes, None if the record itself was changed. ``waiting`` are
    other records where a relation waits for approval.
    """

    record: Record
    draft: Draft | None = None
    waiting: tuple = ()
    has_changed: bool = True
    went_off_schedule: bool = False


@use_case
def save(record, edit, by=None, why=NO_REASON, publish=False):
    """Save an Edit of a record; return Saved.

    ``record`` is None for a new one, or the RecordState of a record that the caller has locked.

    What readers see changes only with ``publish``; otherwise a public record gets a draft. Raises
    EditConflict if the record has changed since the base of the edit and its answers do not say how
    to merge the two; NotAllowed, NotApproved, Outdated or Invalid. Nothing is changed then.

    >>> base = capture(agreement)
    >>> save(agreement, Edit(changed(base), base), by=editor, publish=True)
    """
    edit = edit._replace(wanted=clean_texts(edit.wanted, edit.base))
    if record is None:
        return _add(edit.wanted, by, why, publish)
    state = record if isinstance(record, RecordState) else locked_state(record)
    wanted = _wanted(state, edit, by, publish)
    if publish:
        rights.check(rights.against_republishing(state.record, edit.base))
        was_public = state.record.status == Status.PUBLISHED and state.draft is None
        act = Act.MERGED if edit.answers and was_public else Act.PUBLISHED
        return go_live(state, wanted, by, why, act)
    if drafts.saves_to_draft(state.record, state.draft):
        return _keep_draft(state, wanted, by, why)
    return _write_live(state, wanted, state.record.status, by, why)


@use_case
def save_and_withdraw(state, edit, by=None, why=NO_REASON):
    """Withdraw a record, and save an Edit of it; return Saved.

    ``state`` is the RecordState of a record that the caller has locked. The draft becomes the
    record, which readers no longer see. Raises what ``save`` and ``withdraw`` raise.
    """
    edit = edit._replace(wanted=clean_texts(edit.wanted, edit.base))
    withdraw([state.record], by, why)
    state = locked_state(state.record)
    wanted = _wanted(state, edit, by, publish=False)
    return _write_live(state, wanted, state.record.status, by, why)


def _wanted(state, edit, by, publish):
    """Return the merged snapshot of an Edit, after all checks."""
    rights.check(rights.against_changing(by, state.record))
    wanted = merge_edit(state, edit, publish)
    _check_no_duplicates(wanted)
    if edit.still_right:
        translations.confirm_translations(state.record, edit.still_right)
    return wanted


def _add(wanted, by, why, publish):
    """Create a record, public at once if asked."""
    kind = wanted[0]["fields"]["kind"]
    rights.check(rights.against_adding(by, kind))
    now = timezone.now().isoformat()
    fields = {"status": Status.DRAFT, "created_at": now, "updated_at": now}
    if by is not None:
        fields["created_by"] = list(by.natural_key())
    try:
        addresses.check_free(*natural_key(wanted))
        with transaction.atomic():
            record = create_record(with_state(wanted, **fields))
    except ValidationError as error:
        raise Invalid({"slug": error.messages}) from error
    except (IntegrityError, MissingReferences) as error:
        raise database_refusal(error) from error
    if publish:
        state = replace(locked_state(record), is_new=True)
        return go_live(state, state.live, by, why)
    finish([ChangedRecord(record, None, capture(record), why=why)], by)
    return Saved(record)


def _check_no_duplicates(snapshot):
    """Raise Invalid if two rows have the same unique values; a merge would silently drop one."""
    taken = set()
    for row in snapshot:
        for place in unique_values(row["model"], row["fields"]) if "pk" in row else ():
            if (row["model"], place) in taken:
                rows = model_of(row["model"])._meta.verbose_name_plural
                text = _("Two of the %(rows)s are the same. Change or remove one of them.")
                raise Invalid({"": [text % {"rows": rows}]})
            taken.add((row["model"], place))


def merge_edit(state, edit, publish):
    """Return the snapshot of an Edit merged with the saves of others; raises EditConflict.

    ``state`` is a RecordState or ItemState. Part of a use case.
    """
    wanted, base, answers = edit.wanted, edit.base, edit.answers
    theirs = state.live if answers and answers.is_live else state.present
    if answers and answers.is_live and _draft_said(state) != content(answers.draft):
        base, theirs = answers.draft, state.present  # the draft is no longer what it was
        raise EditConflict(base, theirs, wanted, merge(base, theirs, wanted).conflicts)
    if answers:
        merged = merge(base, theirs, wanted, answers.choices, answers.by_row)
        if merged.conflicts or content(answers.theirs) != content(theirs):
            raise EditConflict(base, theirs, wanted, merged.conflicts, answers.draft)
        wanted = merged.snapshot
    elif base is not None and content(base) != content(theirs):
        raise EditConflict(base, theirs, wanted, merge(base, theirs, wanted).conflicts)
    if publish and state.questions and not (answers and answers.is_live):
        draft = state.draft
        raise EditConflict(draft.base, state.live, wanted, state.questions, draft.snapshot)
    return wanted


def _draft_said(state):
    return state.draft and content(state.draft.snapshot)


def go_live(state, wanted, by=None, why=NO_REASON, act=Act.PUBLISHED):
    """Publish a snapshot of a record; return Saved. Part of a use case.

    ``act`` is what its revision says was done.
    """
    record = state.record
    kinds = state.reviewed_kinds
    rights.check(rights.against_publishing(by, record, wanted, kinds, why.is_forced))
    return _write_live(state, wanted, Status.PUBLISHED, by, why, act)


def _write_live(state, wanted, status, by, why, act=Act.PUBLISHED):  # noqa: PLR0913, PLR0917
    """Replace the live record by a snapshot, and delete its draft."""
    record = state.record
    history.keep_withdrawn(record, state.live)
    wanted, _left_out = drafts.drop_unusable_rows(wanted, record, state.live)
    resting = premises.premises_losing_evidence(record, state.live, wanted)
    if not why.is_forced:
        rights.check(rights.against_removing_premises(by, resting))
    waiting = []
    if status == Status.PUBLISHED and not why.is_forced:
        wanted, waiting = relations_awaiting_approval.hold_for_approval(state, wanted, by)
    fields = {"status": status, "updated_at": timezone.now().isoformat()}
    if status == Status.PUBLISHED and record.is_expired:
        fields["withdraw_at"] = None
    try:
        done = apply_with_rows(with_state(wanted, **fields), record, state.rows)
    except (IntegrityError, MissingReferences) as error:
        raise database_refusal(error) from error
    if state.draft is not None:
        Draft.objects.filter(record=record.pk).delete()
    before = None if state.is_new else state.live
    finish([ChangedRecord(done.whole, before, build_snapshot(*done), done.rows, act, why)], by)
    if resting:
        content_version.increase()
    return Saved(done.whole.record, waiting=tuple(waiting))


def _keep_draft(state, wanted, by, why):
    record, was_scheduled = state.record, bool(state.draft and state.draft.publish_at)
    rest, _left_out = drafts.drop_unusable_rows(wanted, record, state.live)
    if state.draft and content(rest) == content(state.live) != content(state.present):
        rights.check(rights.against_discarding(by, state.draft))
    try:
        with applied_state(state, rest):
            pass  # the register would take it
    except (IntegrityError, MissingReferences) as error:
        raise database_refusal(error) from error
    reason = {"note": why.note, "is_major": why.is_major}
    draft = drafts.save_draft(record, rest, by, state.live, state.draft, **reason)
    if draft is None:
        approval.forget([record])
    went_off = bool(was_scheduled and draft and not draft.publish_at)
    return Saved(record, draft, has_changed=draft is not None, went_off_schedule=went_off)


def database_refusal(error):
    text = _("These values cannot be saved together: %(why)s Change one of them.")
    return Invalid({"": [text % {"why": error}]})
