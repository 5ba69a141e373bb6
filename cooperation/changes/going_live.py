"""A record replaced as a whole: applied, and everything that follows from it found anew.

This joins ``publishing``, which knows how content goes live, with ``sourcing``, which knows what
the texts and names of a record lead to; neither knows the other.
"""

from contextlib import contextmanager
from typing import NamedTuple

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.changes import drafts, history, publication, redirects, review, translations
from cooperation.changes.documents import read_unread
from cooperation.models import Article, Draft, Record, Revision
from cooperation.snapshots.apply import apply, apply_to_held
from cooperation.snapshots.capture import capture, held, rows_of
from cooperation.snapshots.references import Missing
from cooperation.snapshots.rows import natural_key, with_state
from cooperation.sourcing.index import index_later
from cooperation.sourcing.mentions import scan, scan_for
from cooperation.sourcing.passages import attach_record, store

AT_ONCE = {"status": Record.Status.PUBLISHED, "publish_at": None, "withdraw_at": None}
"""How a record stands that everybody may see, whatever its times."""


class Unresolved(Exception):
    """A draft and the record have both changed the same; ``conflicts`` names what."""

    def __init__(self, conflicts):
        self.conflicts = conflicts
        super().__init__(_("The record itself has been changed in the same places since."))


def settle(record, before, rows=None, is_one_of_many=False):
    """Find anew what follows from a record that was replaced as a whole.

    That is: sentences, evidence tied to them, mentions, what its documents tell, entries of the
    search, and translations left behind. ``before`` is its snapshot until then, ``rows`` are its
    parts now, if they are known. With ``is_one_of_many`` the caller sees to it that its names are
    found in other articles and that the search finds it: for all of them at once.
    """
    record = Record.objects.get(pk=record.pk).as_kind()
    translations.follow_snapshot(record, before, rows)
    if record.kind == "article":
        store(record)
        scan(record)
    read_unread(record)
    attach_record(record.record)
    if not is_one_of_many:
        scan_for(record.record)
        index_later(record.record)


def stage(record, snapshot):
    """Put a snapshot in the place of a record, public at once, at the address that readers know.

    Only for a transaction that is rolled back: nothing is kept of what was there. What leads to
    something deleted is left out; ``settle_again`` finds what follows. Raises ``Missing``.
    """
    rest, _left_out = drafts.as_far_as_possible(snapshot, record, capture(record))
    apply(with_state(drafts.with_live_address(rest, record), **AT_ONCE), record)


def settle_again():
    """Find anew the sentences, evidence and mentions of all records."""
    for article in Article.objects.order_by("pk"):
        store(article)
    for article in Article.objects.order_by("pk"):
        scan(article)
    for record in Record.objects.order_by("pk"):
        attach_record(record)


@contextmanager
def shown(record, snapshot):
    """Let the register hold a snapshot as if it were public, with its sentences and evidence.

    Everything is taken back at the end, so whatever is to be seen must be rendered within. What
    leads to something deleted is left out. Raises ``Missing`` like ``replace``.
    """
    rest, _left_out = drafts.as_far_as_possible(snapshot, record, capture(record))
    with drafts.shown(record, drafts.with_live_address(rest, record), **AT_ONCE):
        if record.kind == "article":
            article = record.as_kind()
            store(article)
            scan(article)
        attach_record(Record.objects.get(pk=record.pk))
        yield


@transaction.atomic
def replace(record, snapshot, before=None, rows=None, is_one_of_many=False):
    """Put a snapshot in the place of a record, without a revision; where it stands stays.

    What leads to something deleted since is left out. ``before`` is the record’s snapshot until
    now and ``rows`` its parts, if they are known as from ``held``; ``is_one_of_many`` is as for
    ``settle``. Raises ``Missing`` if the record cannot be without what is gone.
    """
    before = before or capture(record)
    rows = rows_of(record) if rows is None else rows
    history.keep_withdrawn(record, before)
    rest, _left_out = drafts.as_far_as_possible(snapshot, record, before)
    state = {"status": record.status, "updated_at": timezone.now().isoformat()}
    rows = apply_to_held(with_state(rest, **state), record, rows)
    settle(record, before, rows, is_one_of_many)
    saved = Record.objects.get(pk=record.pk)
    redirects.follow_withdrawn(saved, before)
    if natural_key(before) != saved.natural_key():
        drafts.follow_address(natural_key(before), saved.natural_key())


@transaction.atomic
def put_live(record, snapshot, user=None, known=None, is_one_of_many=False, **why):
    """Put a snapshot in the place of a record and publish it, with a revision; its draft is done.

    ``known`` is what ``held`` says of the record, if it is known; ``is_one_of_many`` is as for
    ``settle``, ``why`` what ``history.keep`` takes.
    """
    before, rows = known or held(record)
    replace(record, snapshot, before, rows, is_one_of_many)
    Draft.objects.filter(record=record.pk).delete()
    record.refresh_from_db()
    if record.status == Record.Status.PUBLISHED:
        history.keep(record, Revision.Act.PUBLISHED, user, before=before, **why)
        review.forget([record])
    else:
        publication.publish([record], user, is_checked=True, before=before, **why)


@transaction.atomic
def publish_draft(record, user=None, **why):
    """Publish the draft of a record, or the record itself if it has none.

    ``why`` is what ``history.keep`` takes; ``is_forced`` among it does without a review. Raises
    ``Unresolved`` if the record has changed the same since the draft began, ``NotApproved`` if a
    second pair of eyes is missing, and ``Missing`` like ``replace``.
    """
    Record.objects.select_for_update().get(pk=record.pk)  # always before its draft
    draft = Draft.objects.select_for_update().filter(record=record.pk).first()
    live = capture(record)
    wanted = drafts.in_use(draft, live) if draft else drafts.InUse(live, [], [])
    if wanted.questions:
        raise Unresolved(wanted.questions)
    if not why.get("is_forced") and not review.may_go_live(record, wanted.snapshot):
        raise review.NotApproved(_("Nobody else has approved it."))
    if draft:
        put_live(record, wanted.snapshot, user, **why)
    else:
        publication.publish([record], user, is_checked=True, **why)


class Due(NamedTuple):
    """What ``publish_due`` did: records, and (record, words) of those that it could not publish."""

    published: list
    withdrawn: list
    problems: list


def publish_due():
    """Publish the drafts and withdraw the records whose time has come; return a Due.

    Each in a transaction of its own that first looks again, so that it can run twice at once. A
    draft that cannot go live keeps its time and says why; the next run tries it again.
    """
    due = Due([], [], [])
    for key in Draft.objects.due().values_list("pk", flat=True):
        _publish_one(key, due)
    for record in Record.objects.over():
        with transaction.atomic():
            locked = Record.objects.select_for_update().over().filter(pk=record.pk).first()
            if locked and publication.withdraw([locked]):
                due.withdrawn.append(locked)
    return due


def _publish_one(key, due):
    with transaction.atomic():
        Record.objects.select_for_update().filter(pk=key).first()  # always before its draft
        draft = Draft.objects.select_for_update().due().filter(pk=key).first()
        if draft is None:
            return  # somebody was quicker
        record, why = draft.record, {"note": draft.note, "is_major": draft.is_major}
        try:
            with transaction.atomic():
                publish_draft(record, draft.scheduled_by, **why)
        except (Unresolved, review.NotApproved, Missing, DatabaseError) as problem:
            draft.problem = str(problem)
            draft.save(update_fields=["problem"])
            due.problems.append((record, draft.problem))
        else:
            due.published.append(record)
