"""Reviews: asking for one, approving, rejecting, and what may be published."""

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
    """A writer wants to approve their own work."""


def digest(snapshot):
    """Return the SHA-256 of the content of a snapshot, as 64 hexadecimal digits.

    The state of the record does not count, see ``rows.content``. Its picture counts as it is now:
    file, focal point, alternative text and rights.
    """
    rows = [
        [*key, sorted((name, repr(OWN) if value is OWN else value) for name, value in row.items())]
        for key, row in [*content(snapshot).items(), *_picture(snapshot)]
    ]
    text = json.dumps(sorted(rows, key=lambda row: (row[0], row[1] or "")), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def _picture(snapshot):
    """Yield (Key, fields) of the picture of a record, without its name in the library."""
    key = snapshot[0]["fields"].get("image")
    for image in raw_queryset(Image).filter(pk=key) if key else ():
        shown = [
            field for field in fields_of(Image) if without_language(field.name) not in NOT_SHOWN
        ]
        yield Key("cooperation.image", key), {each.name: json_value(each, image) for each in shown}


NOT_SHOWN = ("title", "renditions")
"""Fields of a picture that readers do not see, or that follow from another field."""


def required_kinds():
    """Return the kinds whose records need the approval of somebody else.

    Working groups are shown on the page of their council, so they follow the kind council.
    """
    kinds = {*SiteSettings.current().reviewed_kinds}
    return kinds | ({"working_group"} if "council" in kinds else set())


def is_required(record):
    return record.kind in required_kinds()


def review_of(record):
    """Return the Review of a record; None if nobody asked for one since it was last published."""
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
    """Return the keys of the accounts that worked on the next version of a record.

    They are taken from the admin log, which lists saves and not reviews.
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
    """Approve exactly this snapshot of a record; return the Review.

    Raises OwnWork if the user is one of its writers, and NotAllowed without the right to publish.
    """
    check_reviewer(user)
    if user.pk in writers(record):
        raise OwnWork(_("You have worked on it yourself: somebody else must approve it."))
    return _decide(record, State.APPROVED, user, digest=digest(snapshot), reason="")


@use_case
def reject(record, user, reason):
    """Return a draft to its writers; ``reason`` says what to change, and is not empty.

    Raises NotAllowed without the right to publish.
    """
    check_reviewer(user)
    return _decide(record, State.REJECTED, user, digest="", reason=reason)


def check_reviewer(user):
    if not user.has_perm("cooperation.publish_record"):
        raise NotAllowed(_("You may not decide on reviews. Ask somebody who may publish."))


def _decide(record, state, user, **fields):
    fields |= {"state": state, "decided_by": user, "decided_at": timezone.now()}
    return Review.objects.update_or_create(record_id=record.pk, defaults=fields)[0]


def is_approved(review, snapshot):
    """Whether a review (or None) approves exactly this snapshot."""
    return bool(review and review.state == State.APPROVED and review.digest == digest(snapshot))


def may_go_live(record, snapshot, reviewed_kinds):
    """Whether a snapshot may be published: its kind needs no review, or it is approved."""
    return record.kind not in reviewed_kinds or is_approved(review_of(record), snapshot)


def forget_done(records):
    """Delete the reviews of records without a draft."""
    keys = [record.pk for record in records]
    Review.objects.filter(record__in=keys, record__draft__isnull=True).delete()


def forget(records):
    Review.objects.filter(record__in=[record.pk for record in records]).delete()
