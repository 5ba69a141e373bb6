"""Saves what somebody wants a record to be: into its draft, into the record, or to readers."""

from dataclasses import replace
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.changes import addresses, drafts, neighbours, review, rights
from cooperation.changes.consequences import content_version, history, premises, translations
from cooperation.changes.door import use_case
from cooperation.changes.errors import EditConflict, Invalid
from cooperation.changes.finish import RecordChange, finish
from cooperation.changes.staging import staged_on
from cooperation.changes.state import RecordState, locked_state
from cooperation.changes.why import NO_REASON
from cooperation.changes.withdraw import withdraw
from cooperation.models import Draft, Record, Revision
from cooperation.snapshots.apply import apply_to_held, make
from cooperation.snapshots.capture import capture, captured
from cooperation.snapshots.merge import merge
from cooperation.snapshots.parts import model_of, unique_places
from cooperation.snapshots.references import Missing
from cooperation.snapshots.rows import content, natural_key, with_state

Act, Status = Revision.Act, Record.Status


class Answers(NamedTuple):
    """How an editor wants two changes of one record to be joined.

    ``theirs`` is the snapshot that the editor saw as the work of others; ``choices`` are as for
    ``merge``. ``draft`` is as in the Conflict that asked.
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

    Without a ``base`` it replaces what is there. ``answers`` join it with what
    others have done; ``still_right`` are the keys of outdated translations that fit as they are.
    """

    wanted: list
    base: list | None = None
    answers: Answers | None = None
    still_right: tuple = ()


class Saved(NamedTuple):
    """What a use case did to one record.

    ``draft`` is the Draft that holds it now, None if it went into the record itself. ``waiting``
    are other records for which a part of it waits until it is approved there.
    """

    record: Record
    draft: Draft | None = None
    waiting: tuple = ()
    has_changed: bool = True
    went_off_schedule: bool = False


@use_case
def save(record, edit, by=None, why=NO_REASON, publish=False):
    """Let a record be what an Edit wants; return Saved.

    ``record`` is None for a new one, or the State of a record that the caller has locked.

    What readers see changes only with ``publish``; otherwise a public record gets a draft. Raises
    Conflict if the record has changed since the base of the edit, until its answers say how to
    join the two; NotAllowed, NotApproved, Outdated or Invalid. Nothing is changed then.

    >>> base = capture(agreement)
    >>> save(agreement, Edit(changed(base), base), by=editor, publish=True)
    """
    if record is None:
        return _add(edit.wanted, by, why, publish)
    state = record if isinstance(record, RecordState) else locked_state(record)
    wanted = _wanted(state, edit, by, publish)
    if publish:
        rights.check(rights.against_reviving(state.record, edit.base))
        was_public = state.record.status == Status.PUBLISHED and state.draft is None
        act = Act.MERGED if edit.answers and was_public else Act.PUBLISHED
        return go_live(state, wanted, by, why, act)
    if drafts.goes_beside(state.record, state.draft):
        return _keep_draft(state, wanted, by, why)
    return _put_in_place(state, wanted, state.record.status, by, why)


@use_case
def save_and_withdraw(state, edit, by=None, why=NO_REASON):
    """Take a record out of the public pages, and let it be what an Edit wants; return Saved.

    ``state`` is the State of a record that the caller has locked. What was its draft is then in
    the record itself, which readers no longer see. Raises what ``save`` and ``withdraw`` raise.
    """
    withdraw([state.record], by, why)
    state = locked_state(state.record)
    wanted = _wanted(state, edit, by, publish=False)
    return _put_in_place(state, wanted, state.record.status, by, why)


def _wanted(state, edit, by, publish):
    """Return what an Edit wants of a record, once nothing forbids that."""
    rights.check(rights.against_changing(by, state.record))
    wanted = joined(state, edit, publish)
    _check_nothing_is_twice(wanted)
    if edit.still_right:
        translations.still_right(state.record, edit.still_right)
    return wanted


def _add(wanted, by, why, publish):
    """Make a new record, public at once if asked."""
    kind = wanted[0]["fields"]["kind"]
    rights.check(rights.against_adding(by, kind))
    now = timezone.now().isoformat()
    stands = {"status": Status.DRAFT, "created_at": now, "updated_at": now}
    if by is not None:
        stands["created_by"] = list(by.natural_key())
    try:
        addresses.check_free(*natural_key(wanted))
        with transaction.atomic():
            record = make(with_state(wanted, **stands))
    except ValidationError as error:
        raise Invalid({"slug": error.messages}) from error
    except (IntegrityError, Missing) as error:
        raise _impossible(error) from error
    if publish:
        state = replace(locked_state(record), is_new=True)
        return go_live(state, state.live, by, why)
    finish([RecordChange(record, None, capture(record), why=why)], by)
    return Saved(record)


def _check_nothing_is_twice(snapshot):
    """Raise Invalid if two rows take one place; further on, one of them would give way silently."""
    taken = set()
    for row in snapshot:
        for place in unique_places(row["model"], row["fields"]) if "pk" in row else ():
            if (row["model"], place) in taken:
                rows = model_of(row["model"])._meta.verbose_name_plural
                text = _("The same is there twice among the %(rows)s. Change one, or remove it.")
                raise Invalid({"": [text % {"rows": rows}]})
            taken.add((row["model"], place))


def joined(state, edit, publish):
    """Return what an Edit wants, joined with what others have saved since; raises Conflict.

    ``state`` is the State of a record or the ItemState of an item. Part of a use case.
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
    """Let readers see what a snapshot says of a record; return Saved. Part of a use case.

    ``act`` is what its revision says was done.
    """
    record = state.record
    kinds = state.reviewed_kinds
    rights.check(rights.against_publishing(by, record, wanted, kinds, why.is_forced))
    return _put_in_place(state, wanted, Status.PUBLISHED, by, why, act)


def _put_in_place(state, wanted, status, by, why, act=Act.PUBLISHED):  # noqa: PLR0913, PLR0917
    """Write a snapshot over the record; its draft is done with it."""
    record = state.record
    history.keep_withdrawn(record, state.live)
    wanted, _left_out = drafts.as_far_as_possible(wanted, record, state.live)
    resting = premises.resting_elsewhere(record, state.live, wanted)
    if not why.is_forced:
        rights.check(rights.against_taking_premises(by, resting))
    waiting = []
    if status == Status.PUBLISHED and not why.is_forced:
        wanted, waiting = neighbours.hold_back(state, wanted, by)
    stands = {"status": status, "updated_at": timezone.now().isoformat()}
    if status == Status.PUBLISHED and record.is_expired:
        stands["withdraw_at"] = None
    try:
        done = apply_to_held(with_state(wanted, **stands), record, state.rows)
    except (IntegrityError, Missing) as error:
        raise _impossible(error) from error
    if state.draft is not None:
        Draft.objects.filter(record=record.pk).delete()
    before = None if state.is_new else state.live
    finish([RecordChange(done.whole, before, captured(*done), done.rows, act, why)], by)
    if resting:
        content_version.rise()
    return Saved(done.whole.record, waiting=tuple(waiting))


def _keep_draft(state, wanted, by, why):
    record, was_scheduled = state.record, bool(state.draft and state.draft.publish_at)
    rest, _left_out = drafts.as_far_as_possible(wanted, record, state.live)
    if state.draft and content(rest) == content(state.live) != content(state.present):
        rights.check(rights.against_discarding(by, state.draft))
    try:
        with staged_on(state, rest):
            pass  # the register would take it
    except (IntegrityError, Missing) as error:
        raise _impossible(error) from error
    reason = {"note": why.note, "is_major": why.is_major}
    draft = drafts.keep(record, rest, by, state.live, state.draft, **reason)
    if draft is None:
        review.forget([record])
    went_off = bool(was_scheduled and draft and not draft.publish_at)
    return Saved(record, draft, has_changed=draft is not None, went_off_schedule=went_off)


def _impossible(error):
    text = _("The register refuses these values together: %(why)s Change one of them.")
    return Invalid({"": [text % {"why": error}]})
