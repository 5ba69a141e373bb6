"""What tests of use cases say: other values of a snapshot, and what waits for approval."""

import uuid

from cooperation.changes import drafts, review
from cooperation.changes.publish import publish
from cooperation.changes.save import Edit, save
from cooperation.changes.why import Why
from cooperation.models import ContentVersion, Relation, SiteSettings
from cooperation.snapshots.capture import capture

RELATION = "cooperation.relation"


def under_review(*kinds):
    SiteSettings.objects.update_or_create(pk=1, defaults={"reviewed_kinds": kinds})


def changed(snapshot, model=None, **fields):
    """Return a snapshot with other values in its first row, or in the rows of a model."""
    return [
        {**row, "fields": row["fields"] | fields}
        if (row["model"] == model if model else number == 0)
        else row
        for number, row in enumerate(snapshot)
    ]


def without(snapshot, model):
    return [row for row in snapshot if row["model"] != model]


def joined(snapshot, other, verb="signed_by", **fields):
    """Return the snapshot of a partner with one more relation, which leads from an agreement."""
    kind, slug = snapshot[0]["fields"]["kind"], snapshot[0]["fields"]["slug"]
    ends = {"subject": list(other.natural_key()), "verb": verb, "object": [kind, slug]}
    rest = {"order": 1, "when": "", "role_en": "", "role_ru": None, "role_uz": None}
    row = {"model": RELATION, "pk": str(uuid.uuid4()), "fields": ends | rest | fields}
    return [*snapshot, row]


def relations():
    """Return (slug, verb, slug, role) of every relation that the register holds."""
    found = Relation.objects.select_related("subject", "object").order_by("pk")
    return [(each.subject.slug, each.verb, each.object.slug, each.role_en or "") for each in found]


def waiting(record):
    """Return the same of the relations in the draft of a record; None without a draft."""
    draft = drafts.draft_of(record)
    rows = [row["fields"] for row in draft.snapshot if row["model"] == RELATION] if draft else ()
    found = [(r["subject"][1], r["verb"], r["object"][1], r["role_en"] or "") for r in rows]
    return sorted(found) if draft else None


def approve_and_publish(record, approver, publisher):
    review.approve(record, drafts.draft_of(record).snapshot, approver)
    publish(record, by=publisher)


def save_public(record, wanted, by, **why):
    """Publish what is wanted of a record as it is now."""
    return save(record, Edit(wanted, capture(record)), by=by, publish=True, why=Why(**why))


def version():
    """Return the number of the content version."""
    return ContentVersion.current().number
