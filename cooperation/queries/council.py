"""The page of a council, with its working groups."""

from itertools import groupby
from typing import NamedTuple

from django.db.models import Q
from django.utils.functional import cached_property

from cooperation.models import Record, Relation, WorkingGroup
from cooperation.queries.dossier import Dossier, Fact, sorted_by_date

RELATIONS_OF_GROUPS = 100


class CouncilGroup(NamedTuple):
    """A working group; ``relations`` is [(label, rows by date)]."""

    group: WorkingGroup
    title_notes: list
    facts: list
    relations: list


class Meeting(NamedTuple):
    """A meeting of the council, or of its working group ``group``."""

    relation: Relation
    other: Record
    notes: list
    group: WorkingGroup | None


class CouncilDossier(Dossier):
    """The content of a council page; ``with_drafts`` adds unpublished working groups."""

    def __init__(self, record, page=1, rows=None, with_drafts=False):
        super().__init__(record, page, rows)
        self._with_drafts = with_drafts

    @cached_property
    def _groups(self):
        groups = self.record.working_groups.by_title().prefetch_related("old_addresses")
        return list(groups if self._with_drafts else groups.published())

    @cached_property
    def _relations_of_groups(self):
        relations = Relation.objects.published().with_records()
        joined = Q(subject__in=self._groups) | Q(object__in=self._groups)
        return list(relations.filter(joined).in_order()[:RELATIONS_OF_GROUPS])

    @property
    def shown_records(self):
        return [*super().shown_records, *self._groups]

    @property
    def shown_relations(self):
        return [*super().shown_relations, *self._relations_of_groups]

    def _has_own_section(self, relation):
        return relation.verb == "meeting_of"

    @cached_property
    def meetings(self):
        """The meetings of the council and its groups, by date."""
        own = [(each, None) for each in self.relations if self._has_own_section(each)]
        by_pk = {group.pk: group for group in self._groups}
        of_groups = [
            (each, by_pk[each.object_id])
            for each in self._relations_of_groups
            if self._has_own_section(each) and each.object_id in by_pk
        ]
        return sorted_by_date(self._meeting(*each) for each in own + of_groups)

    def _meeting(self, relation, group):
        row = self._row(relation, group)
        return Meeting(relation, row.other, row.notes, group)

    @cached_property
    def working_groups(self):
        return [
            CouncilGroup(
                group,
                self.notes_for("title", group),
                [self._fact_of(group, name) for name in ("mandate", "count")],
                self._rows_of(group),
            )
            for group in self._groups
        ]

    def _fact_of(self, group, name):
        value = group.claim_value(name)
        gap = "" if value else self.gap(name, group)
        notes = self.notes_for(name, group)
        return Fact(name, group.claim_label(name), value, [], False, gap, notes, [])

    def _rows_of(self, group):
        rows = [
            self._row(relation, group)
            for relation in self._relations_of_groups
            if group.pk in (relation.subject_id, relation.object_id)
            and not self._has_own_section(relation)
        ]
        rows.sort(key=lambda row: (str(row.label), str(row.other.when_earliest or "")))
        return [(label, list(found)) for label, found in groupby(rows, lambda row: row.label)]
