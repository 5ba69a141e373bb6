"""Where records and pictures are used, which forbids deleting them."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from cooperation.changes.errors import Invalid
from cooperation.models import Evidence, Image, Provision, Record, Relation, WorkingGroup

NAMED = 5
"""How many uses a refusal lists."""


class Usage(NamedTuple):
    """``record`` uses ``used``; ``how`` says it in words."""

    record: Record
    how: str
    used: Record | Image


def where_used(records):
    """Return each Use that forbids deleting all of ``records``; [] if they can be deleted."""
    named = {record.pk: record for record in records}
    uses = []
    relations = Relation.objects.with_records()
    for relation in relations.filter(subject__in=named):
        uses.append(Usage(relation.object, str(relation), named[relation.subject_id]))
    for relation in relations.filter(object__in=named).exclude(subject__in=named):
        uses.append(Usage(relation.subject, str(relation), named[relation.object_id]))
    resting = Evidence.objects.filter(article__in=named).exclude(record__in=named)
    for evidence in resting.with_supported():
        uses.append(Usage(evidence.record, str(evidence), named[evidence.article_id]))
    for provision in Provision.objects.filter(topic__in=named).select_related("agreement"):
        uses.append(Usage(provision.agreement, str(provision), named[provision.topic_id]))
    for group in WorkingGroup.objects.filter(council__in=named).select_related("council"):
        uses.append(Usage(group, str(group), named[group.council_id]))
    return uses


def images_used(images):
    """Return each Use of the pictures by records."""
    records = Record.objects.filter(image__in=images).select_related(
        "image", "working_group__council"
    )
    return [Usage(record, str(record.image), record.image) for record in records]


def against_deleting_used(uses):
    """Return the refusal to delete what is used, listing the uses; None if there are none."""
    by_used = {}
    for use in uses:
        by_used.setdefault(use.used.pk, []).append(use)
    texts = [_refusal_text(own) for own in by_used.values()]
    return Invalid({"": texts}) if texts else None


def _refusal_text(uses):
    names = [f"“{use.record}” ({use.how})" for use in uses[:NAMED]]
    names += ["…"] * (len(uses) > NAMED)
    text = _("“%(used)s” cannot be deleted: it is used by %(records)s. Remove it there first.")
    return text % {"used": uses[0].used, "records": ", ".join(names)}
