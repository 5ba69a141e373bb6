"""What approval covers: which kinds need it, whose work it is, and exactly which content."""

import json
from hashlib import sha256

from django.contrib.admin.models import LogEntry

from cooperation.models import Draft, Image, Record, Review, Revision, SiteSettings
from cooperation.snapshots.merge import without_language
from cooperation.snapshots.parts import fields_of, raw_queryset
from cooperation.snapshots.references import json_value
from cooperation.snapshots.rows import OWN, RowKey, content


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
        yield (
            RowKey("cooperation.image", key),
            {each.name: json_value(each, image) for each in shown},
        )


NOT_SHOWN = ("title", "renditions")
"""Fields of a picture that readers do not see, or that follow from another field."""


def required_kinds():
    """Return the kinds whose records need the approval of somebody else.

    Working groups are shown on the page of their council, so they follow the kind council.
    """
    kinds = {*SiteSettings.current().reviewed_kinds}
    return kinds | ({"working_group"} if "council" in kinds else set())


def review_of(record):
    """Return the Review of a record; None if nobody asked for one since it was last published."""
    return Review.objects.select_related("asked_by", "decided_by").filter(record=record.pk).first()


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


def is_approved(review, snapshot):
    """Whether a review (or None) approves exactly this snapshot."""
    is_decided = review and review.state == Review.Stage.APPROVED
    return bool(is_decided and review.digest == digest(snapshot))


def may_go_live(record, snapshot, reviewed_kinds):
    """Whether a snapshot may be published: its kind needs no review, or it is approved."""
    return record.kind not in reviewed_kinds or is_approved(review_of(record), snapshot)


def forget_done(records):
    """Delete the reviews of records without a draft."""
    keys = [record.pk for record in records]
    Review.objects.filter(record__in=keys, record__draft__isnull=True).delete()


def forget(records):
    Review.objects.filter(record__in=[record.pk for record in records]).delete()
