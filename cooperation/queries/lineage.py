"""The lineage of a record: its origins and its results."""

from itertools import accumulate
from typing import NamedTuple

from django.db.models import Case, Count, Q, When, Window
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cooperation.domain.verbs import DESCENT_VERBS, VERBS
from cooperation.models import Record, Relation

KINDS = ("agreement", "event", "council", "working_group", "initiative")
"""Kinds that have a lineage. A partner can only be its last step."""

MOST_PER_STEP = (6, 5, 3)
"""Relations shown one, two and three steps before the record, and as many after it."""

MOST_DRAWN, MOST_BYTES = 9, 2_200
"""Relations shown in all, the nearest first, and bytes of their titles."""

GROUP_OF = _("working group of")
"""The label from a working group to its council, which is no relation."""

VERBS_BY_ENDS = {
    ("object", "subject"): [verb.key for verb in DESCENT_VERBS if verb.younger == "subject"],
    ("subject", "object"): [verb.key for verb in DESCENT_VERBS if verb.younger == "object"],
}
"""{(older end, younger end): verbs}."""

HANDOVERS_LAST = Case(When(object__kind__in=KINDS, then=0), default=1)

BEFORE, AFTER = -1, 1

NO_RECORD = 0
"""The id of no record: a finished walk goes on from it, so that the number of queries is fixed."""


class Descent(NamedTuple):
    """“younger label older”: one record resulted from another.

    ``relation`` is None between a working group and its council.
    """

    older: Record
    younger: Record
    label: str
    relation: Relation | None

    @property
    def key(self):
        return self.relation.pk if self.relation else (self.older.pk, self.younger.pk)

    @property
    def size(self):
        """Bytes of the two titles."""
        return len(f"{self.older.title}{self.younger.title}".encode())

    def end(self, direction):
        return self.older if direction == BEFORE else self.younger


class Lineage:
    """The origins and results of a record, up to three steps away.

    Takes three queries for a record without any, and nine for one with both. The record itself
    may be unpublished, for previews.
    """

    def __init__(self, record):
        self.record = record

    @cached_property
    def _walk(self):
        """({id: steps away}, {id: record}, {key: (distance, Descent)}, number left out).

        A Descent found both ways has the smaller distance.
        """
        steps, records = {self.record.pk: 0}, {self.record.pk: self.record}
        descents, more = {}, 0
        for direction in (BEFORE, AFTER) if self.record.kind in KINDS else ():
            met, front = {self.record.pk}, [self.record]
            for step, most in enumerate(MOST_PER_STEP, start=1):
                found, left_out = self._next(front, direction, step, most)
                if step == 1 and not found:
                    break
                front, more = [], more + left_out
                for descent in found:
                    distance, _same = descents.get(descent.key, (step, descent))
                    descents[descent.key] = min(step, distance), descent
                    reached = descent.end(direction)
                    if reached.pk not in met:
                        met.add(reached.pk)
                        front.append(reached)
                    if reached.pk not in steps:
                        steps[reached.pk] = direction * step
                        records[reached.pk] = reached
        return steps, records, descents, more

    @cached_property
    def descents(self):
        """Each Descent shown, the nearest first."""
        met = sorted(self._walk[2].values(), key=lambda each: each[0])[:MOST_DRAWN]
        sizes = accumulate(descent.size for _distance, descent in met)
        return [
            descent for (_, descent), size in zip(met, sizes, strict=True) if size <= MOST_BYTES
        ]

    @cached_property
    def _shown(self):
        """The ids of the records shown."""
        ends = {end.pk for each in self.descents for end in (each.older, each.younger)}
        return {self.record.pk, *ends}

    def _next(self, front, direction, step, most):
        """Return the descents one step further, and how many are left out."""
        front = {record.pk: record for record in front if record.kind in KINDS}
        ids = [*front] or [NO_RECORD]
        relations = Relation.objects
        relations = relations.seen_from(self.record) if step == 1 else relations.published()
        relations = relations.filter(_descent_condition(ids, direction)).with_records()
        relations = relations.order_by(HANDOVERS_LAST, *relations.in_order().query.order_by)
        found, left_out = _first_rows(relations, most)
        descents = [_descent(relation) for relation in found]
        if direction == BEFORE:
            groups = [each for each in front.values() if each.kind == "working_group"]
            councils = [(group.working_group.council, group) for group in groups]
            pairs = [(council, group) for council, group in councils if council.is_published]
        else:
            groups, left_out_too = _first_rows(_groups_of(ids), most)
            left_out += left_out_too
            pairs = [(front[group.working_group.council_id], group) for group in groups]
        return [*descents, *(Descent(*pair, GROUP_OF, None) for pair in pairs)], left_out

    @cached_property
    def steps(self):
        """{id: steps away}; origins are negative, the record itself is 0."""
        return {pk: step for pk, step in self._walk[0].items() if pk in self._shown}

    @cached_property
    def records(self):
        """{id: record}, the nearest first on either side."""
        return {pk: record for pk, record in self._walk[1].items() if pk in self._shown}

    @property
    def more(self):
        """How many relations are left out."""
        _steps, _records, met, more = self._walk
        return more + len(met) - len(self.descents)

    def __bool__(self):
        return bool(self.descents)


def _descent_condition(ids, direction):
    """Return the condition of the relations that lead one step further."""
    found = Q()
    for (older, younger), verbs in VERBS_BY_ENDS.items():
        here = younger if direction == BEFORE else older
        condition = Q(verb__in=verbs, **{f"{here}__in": ids, f"{older}__kind__in": KINDS})
        if younger == "subject":
            condition &= Q(subject__kind__in=KINDS)
        found |= condition
    return found


def _first_rows(rows, most):
    """Return the first rows and how many more there are, with one query."""
    found = list(rows.annotate(in_all=Window(Count("pk")))[:most])
    return found, found[0].in_all - len(found) if found else 0


def _descent(relation):
    verb = VERBS[relation.verb]
    if verb.younger == "subject":
        return Descent(relation.object, relation.subject, verb.label, relation)
    return Descent(relation.subject, relation.object, verb.inverse, relation)


def _groups_of(councils):
    """Return the public working groups of councils (by id) as Records."""
    groups = Record.objects.published().filter(working_group__council__in=councils)
    return groups.select_related("working_group__council").by_title()
