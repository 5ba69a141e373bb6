"""A council with its working groups and their meetings."""

from typing import NamedTuple

from cooperation.models import Evidence, Relation, WorkingGroup


class Group(NamedTuple):
    """A working group, its meetings in the order of their dates, and why its number is empty."""

    group: WorkingGroup
    meetings: list
    count_gap: str


def working_groups_of(council, with_drafts=False):
    """Return the working groups of a council, each as a Group; three queries.

    ``with_drafts`` adds those that the public does not see.
    """
    groups = council.working_groups.by_title()
    groups = list(groups if with_drafts else groups.published())
    meetings = (
        Relation.objects.published()
        .filter(verb="meeting_of", object__in=groups)
        .select_related("subject")
        .order_by("subject__when_earliest", "order")
    )
    gaps = Evidence.objects.for_gaps().filter(record__in=groups, field="count")
    met, unknown = {}, {gap.record_id: gap.get_basis_display() for gap in gaps}
    for meeting in meetings:
        met.setdefault(meeting.object_id, []).append(meeting.subject)
    return [Group(group, met.get(group.pk, []), unknown.get(group.pk, "")) for group in groups]
