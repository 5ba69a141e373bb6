"""Where a record, a picture or a document is used, for whoever wants to delete it."""

from typing import NamedTuple

from cooperation.models import Evidence, Provision, Record, Relation, WorkingGroup


class Use(NamedTuple):
    """One use: the record that uses it, and how, in words."""

    record: Record
    how: str


def where_used(records):
    """Return each Use that forbids deleting any of ``records``; empty if all can be deleted."""
    keys = [record.pk for record in records]
    uses = []
    for relation in Relation.objects.with_records().filter(subject__in=keys):
        uses.append(Use(relation.object, str(relation)))
    for relation in (
        Relation.objects.with_records().filter(object__in=keys).exclude(subject__in=keys)
    ):
        uses.append(Use(relation.subject, str(relation)))
    resting = Evidence.objects.filter(article__in=keys).exclude(record__in=keys)
    for evidence in resting.with_supported():
        uses.append(Use(evidence.record, str(evidence)))
    for provision in Provision.objects.filter(topic__in=keys).select_related("agreement"):
        uses.append(Use(provision.agreement, str(provision)))
    for group in WorkingGroup.objects.filter(council__in=keys).select_related("council"):
        uses.append(Use(group, str(group)))
    return uses


def images_used(images):
    """Return each Use of the pictures, by the records that show them."""
    records = Record.objects.filter(image__in=images).select_related(
        "image", "working_group__council"
    )
    return [Use(record, str(record.image)) for record in records]
