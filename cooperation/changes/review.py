"""The second pair of eyes: asking for a review, approving, rejecting, and what may go live."""

import json
from hashlib import sha256

from django.contrib.admin.models import LogEntry
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.changes.errors import NotAllowed, Refused
from cooperation.changes.write_access import use_case
from cooperation.models import Draft, Image, Record, Review, Revision, SiteSettings
from cooperation.snapshots.merge import without_language
from cooperation.snapshots.parts import fields_of, raw_queryset
from cooperation.snapshots.references import json_value
from cooperation.snapshots.rows import OWN, Key, content

State = Review.Stage


class OwnWork(Refused):
    """Somebody wants to approve what they wrote themselves."""


def digest(snapshot):
    """Return the SHA-256, as 64 hexadecimal digits, of what a snapshot says.

    Where the record stands makes no difference, see ``rows.content``. The picture that the record
    shows counts as it is now: its file, focal point, alternative text and rights.
    """
    rows = [
        [*key, sorted((name, repr(OWN) if value is OWN else value) for name, value in row.items())]
        for key, row in [*content(snapshot).items(), *_picture(snapshot)]
    ]
    text = json.dumps(sorted(rows, key=lambda row: (row[0], row[1] or "")), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def _picture(snapshot):
    """Yield (Key, fields) of the picture that a record shows, without its name in the library."""
    key = snapshot[0]["fields"].get("image")
    for image in raw_queryset(Image).filter(pk=key) if key else ():
        shown = [
            field for field in fields_of(Image) if without_language(field.name) not in NOT_SHOWN
        ]
        yield Key("cooperation.image", key), {each.name: json_value(each, image) for each in shown}


NOT_SHOWN = ("title", "renditions")
"""Fields of a picture that readers do not see, or see in another one too."""


def required_kinds():
    """Return the kinds whose records somebody else must approve before they are published.

    Working groups are read on the page of their council, and so they go with councils.
    """
    kinds = {*SiteSettings.current().reviewed_kinds}
    return kinds | ({"working_group"} if "council" in kinds else set())


def is_required(record):
    """Whether somebody else must have approved what is published of a record."""
    return record.kind in required_kinds()


def review_of(record):
    """Return the Review of a record; None if nobody has asked for one since it last went live."""
    return Review.objects.select_related("asked_by", "decided_by").filter(record=record.pk).first()


@use_case
def ask(record, user):
    """Ask others to review what is to go live next; return the Review.

    It replaces an earlier decision.
    """
    fields = {
        "state": State.IN_REVIEW,
        "asked_by": user,
        "asked_at": timezone.now(),
        "decided_by": None,
        "decided_at": None,
        "reason": "",
        "digest": "",
    }
    return Review.objects.update_or_create(record_id=record.pk, defaults=fields)[0]


def writers(record):
    """Return the keys of the accounts that worked on what is to go live next.

    The log of the desk names them: it holds what is saved, and no word of a reviewer.
    """
    draft = Draft.objects.filter(record=record.pk).first()
    last = Revision.objects.filter(record_id=record.pk).public().newest_first().first()
    since = draft.begun_at if draft else last and last.made_at
    log = LogEntry.objects.filter(
        content_type__app_label="cooperation",
        content_type__model=Record.model_of(record.kind)._meta.model_name,
        object_id=str(record.pk),
    )
    if since:
        log = log.filter(action_time__gt=since)
    found = {*log.values_list("user_id", flat=True)}
    found.add(draft.saved_by_id if draft else None if last else record.created_by_id)
    return found - {None}


@use_case
def approve(record, snapshot, user):
    """Approve what a snapshot of a record says, and nothing else; return the Review.

    Raises OwnWork if the user is among its writers, and NotAllowed without the right to publish.
    """
    check_reviewer(user)
    if user.pk in writers(record):
        raise OwnWork(_("You have worked on it yourself: somebody else must approve it."))
    return _decide(record, State.APPROVED, user, digest=digest(snapshot), reason="")


@use_case
def reject(record, user, reason):
    """Give a draft back to its writers; ``reason`` tells them what to change, and is not empty.

    Raises NotAllowed without the right to publish.
    """
    check_reviewer(user)
    return _decide(record, State.REJECTED, user, digest="", reason=reason)


def check_reviewer(user):
    """Raise NotAllowed if an account may not approve and reject."""
    if not user.has_perm("cooperation.publish_record"):
        raise NotAllowed(_("You may not decide on reviews. Ask somebody who may publish."))


def _decide(record, state, user, **fields):
    fields |= {"state": state, "decided_by": user, "decided_at": timezone.now()}
    return Review.objects.update_or_create(record_id=record.pk, defaults=fields)[0]


def is_approved(review, snapshot):
    """Whether a review (or None) approves exactly what a snapshot says."""
    return bool(review and review.state == State.APPROVED and review.digest == digest(snapshot))


def may_go_live(record, snapshot, reviewed_kinds):
    """Whether a snapshot of a record may be published: its kind needs no review, or it has one."""
    return record.kind not in reviewed_kinds or is_approved(review_of(record), snapshot)


def forget_done(records):
    """Forget the reviews of records, unless a draft still waits for one."""
    keys = [record.pk for record in records]
    Review.objects.filter(record__in=keys, record__draft__isnull=True).delete()


def forget(records):
    """Forget the reviews of records that have gone live: they were about what was to come."""
    Review.objects.filter(record__in=[record.pk for record in records]).delete()
