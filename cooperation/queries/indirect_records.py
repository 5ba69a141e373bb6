"""What connects two partners through a body, an office or a person of one of them."""

from itertools import chain
from typing import NamedTuple

from django.db.models import Q
from django.utils.functional import cached_property

from cooperation.domain.verbs import PARTNER_VERBS, PERSON_VERBS, VERBS_OF_REPRESENTATIVES
from cooperation.models import Partner, Record, Relation
from cooperation.queries.joins import ENDS, VERBS_BY_PARTNER_END

MOST = 10
"""Records and relations shown together; the records come first."""


class Represented(NamedTuple):
    """A partner with its bodies, offices and people: {id: relations that say so}."""

    partner: Partner
    ties: dict

    @property
    def members(self):
        """The ids of the partner and of all that stand for it."""
        return [self.partner.pk, *self.ties]


class IndirectRecords:
    """The records and relations between what stands for two partners, the newest first.

    Takes a constant number of queries. Meant for partners without any direct record.
    """

    def __init__(self, one, other):
        self._partners = one, other

    @cached_property
    def sides(self):
        """The two partners as Represented."""
        standing = Q()
        for verb, kind in VERBS_OF_REPRESENTATIVES.items():
            standing |= Q(verb=verb, subject__kind=kind)
        found = Relation.objects.published().filter(standing, object__in=self._partners)
        sides = [Represented(partner, {}) for partner in self._partners]
        for tie in found.with_records().in_order():
            [side] = [each for each in sides if each.partner.pk == tie.object_id]
            side.ties.setdefault(tie.subject_id, []).append(tie)
        return sides

    @cached_property
    def _all_records(self):
        found = Record.objects.exclude(pk__in=[partner.pk for partner in self._partners])
        for side in self.sides:
            ids = Q()
            for end, other in ENDS:
                relations = Relation.objects.published().filter(_taking_part(end, side.members))
                ids |= Q(pk__in=relations.order_by().values(other))
            found = found.filter(ids)
        return found

    @cached_property
    def records(self):
        return list(self._all_records.newest_first()[:MOST])

    @cached_property
    def more(self):
        """How many records and relations are not shown."""
        records = self._all_records.count() if len(self.records) == MOST else len(self.records)
        shown = len(self.records) + len(self.relations)
        return records + self._all_relations.count() - shown if shown == MOST else 0

    @cached_property
    def taking_part(self):
        """{id of a record: [(id of who takes part, relation)]} for ``records``."""
        members = list(chain.from_iterable(side.members for side in self.sides))
        condition = Q()
        for end, other in ENDS:
            condition |= _taking_part(end, members) & Q(**{f"{other}__in": self.records})
        found = {}
        relations = Relation.objects.published().filter(condition)
        for relation in relations.with_records().in_order():
            ids = relation.subject_id, relation.object_id
            who, record = ids if ids[0] in members else reversed(ids)
            found.setdefault(record, []).append((who, relation))
        return found

    @cached_property
    def relations(self):
        """The direct relations between what stands for one and what stands for the other."""
        return list(self._all_relations.with_records().in_order()[: MOST - len(self.records)])

    @cached_property
    def _all_relations(self):
        one, other = (side.members for side in self.sides)
        ends = Q(subject__in=one, object__in=other) | Q(subject__in=other, object__in=one)
        verbs = [verb.key for verb in PARTNER_VERBS]
        return Relation.objects.published().filter(ends, verb__in=verbs)


def _taking_part(end, members):
    """Return the condition that partners or people take part in a record, standing at an end."""
    partners = Q(verb__in=VERBS_BY_PARTNER_END[end], **{f"{end}__kind": "partner"})
    people = Q(verb__in=PERSON_VERBS[end], **{f"{end}__kind": "person"})
    return (partners | people) & Q(**{f"{end}__in": members})
