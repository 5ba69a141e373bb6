"""The records and relations that two partners share, by kind and year, with evidence."""

from itertools import groupby
from typing import NamedTuple

from django.utils.functional import cached_property

from cooperation.domain.joins import JOINS, Join, strength, weaker_join
from cooperation.domain.verbs import VERBS
from cooperation.models import Partner, Record, Relation
from cooperation.queries.indirect_records import IndirectRecords
from cooperation.queries.joins import (
    ROW,
    direct_relations,
    participations,
    parts_by_record,
    records_of,
)
from cooperation.queries.notes import Notes
from cooperation.queries.pages import Pages

JOINS_PER_PAGE = 30
REPRESENTATIVES = 2
"""What is shown of all that stands for a partner in one record, and of the relations of each."""


class PartnerSide(NamedTuple):
    """A partner and its relations to a shared record, as rows.

    ``through`` is the record that stands for the partner there, ``ties`` the rows that say so;
    ``more`` counts others that stand for it there and are not shown.
    """

    partner: Partner
    rows: list
    through: Record | None = None
    ties: tuple = ()
    more: int = 0


class SharedRecord(NamedTuple):
    """A record that both partners take part in, or a direct relation between them.

    A direct relation has no record and one side: its subject.
    """

    record: Record | None
    when: object
    sides: list


class SharedYear(NamedTuple):
    """Shared records of a year or span of years; ``label`` is "" for undated ones."""

    label: str
    items: list


class JoinSection(NamedTuple):
    """The joins of one kind on this page, by year; ``total`` counts all pages."""

    join: Join
    total: int
    years: list


class SharedRecords(Notes):
    """What two published partners share, read with a constant number of queries.

    ``page`` is the page as typed; a wrong number gives the nearest page.
    """

    def __init__(self, one, other, page=1):
        super().__init__()
        self.one, self.other = one, other
        self._page = page

    @cached_property
    def _records(self):
        """The records that both take part in."""
        own = [
            records_of(participations(Relation.objects.published(), partners=[partner])).values(
                "pk"
            )
            for partner in (self.one, self.other)
        ]
        return Record.objects.filter(pk__in=own[0]).filter(pk__in=own[1])

    def _shared(self, records):
        """Return the relations of the two to some records."""
        relations = Relation.objects.published()
        return participations(relations, partners=[self.one, self.other], records=records)

    @cached_property
    def _found(self):
        """[(kind of join, id of a record or direct relation)], in the order of the page."""
        taken = parts_by_record(self._shared(self._records).values_list(*ROW))
        dated = self._records.newest_first().values_list("pk", flat=True)
        found = [(weaker_join(*taken[pk].values()), pk) for pk in dated]
        relations = direct_relations(Relation.objects.published(), partner=self.one)
        relations = direct_relations(relations, partner=self.other).with_records().in_order()
        found += [("direct", relation) for relation in relations]
        return sorted(found, key=lambda each: -strength(each[0]))

    @cached_property
    def totals(self):
        """{kind of join: number}, the strongest first."""
        kinds = [kind for kind, _what in self._found]
        return {join: kinds.count(key) for key, join in JOINS.items() if key in kinds}

    @cached_property
    def page(self):
        return Pages(self._found, JOINS_PER_PAGE).get_page(self._page)

    @cached_property
    def _relations(self):
        """{id of a record: its relations on this page}."""
        shown = [what for kind, what in self.page if kind != "direct"]
        found = {}
        for relation in self._shared(shown).with_records().in_order():
            at_object = VERBS[relation.verb].partner_end == "subject"
            record = relation.object_id if at_object else relation.subject_id
            found.setdefault(record, []).append(relation)
        return found

    @property
    def shown_relations(self):
        if self._indirect:
            parts = [part for _record, _when, parts in self._indirect_parts for part in parts]
            return [
                relation
                for side, member, relations, _more in parts
                for relation in (*relations, *side.ties.get(member, [])[:1])
            ]
        relations = [relation for found in self._relations.values() for relation in found]
        return relations + [what for kind, what in self.page if kind == "direct"]

    @cached_property
    def sections(self):
        """A JoinSection for each kind on this page."""
        totals = {join.key: total for join, total in self.totals.items()}
        return [
            JoinSection(
                JOINS[kind], totals[kind], _years(self._item(kind, what) for _k, what in found)
            )
            for kind, found in groupby(self.page, key=lambda each: each[0])
        ]

    @cached_property
    def _indirect(self):
        """The IndirectRecords of partners without a direct record, or None."""
        return None if self._found else IndirectRecords(self.one, self.other)

    @property
    def more_indirect(self):
        """How many indirect records are not shown."""
        return self._indirect.more if self._indirect else 0

    @cached_property
    def _indirect_parts(self):
        """[(record or None, date, [(side, member, relations, how many more)])] to show."""
        found = self._indirect
        if not found:
            return []
        parts = [
            (record, record.when, self._parts_in(found.taking_part[record.pk]))
            for record in found.records
        ]
        return parts + [
            (None, relation.when, self._ends_of(relation)) for relation in found.relations
        ]

    def _parts_in(self, taking_part):
        """Return who takes part in a record, by partner; the partner itself first."""
        parts = []
        for side in self._indirect.sides:
            by_member = {}
            for who, relation in taking_part:
                by_member.setdefault(who, []).append(relation)
            present = [member for member in side.members if member in by_member]
            for place, member in enumerate(present[:REPRESENTATIVES], 1):
                more = len(present) - place if place == REPRESENTATIVES else 0
                parts.append((side, member, by_member[member][:REPRESENTATIVES], more))
        return parts

    def _ends_of(self, relation):
        """Return both ends of a direct relation; its subject has the row."""
        ends = (relation.subject_id, [relation]), (relation.object_id, [])
        return [
            (side, member, relations, 0)
            for member, relations in ends
            for side in self._indirect.sides
            if member in side.members
        ]

    @cached_property
    def indirect(self):
        """The SharedRecords through a body, an office or a person of one of the partners."""
        return [
            SharedRecord(record, when, [self._indirect_side(*part) for part in parts])
            for record, when, parts in self._indirect_parts
        ]

    def _indirect_side(self, side, member, relations, more):
        ties = side.ties.get(member, [])[:1]
        through = ties[0].subject if ties else None
        shown_ties = tuple(self.row(tie, through) for tie in ties)
        rows = [self.row(relation, through or side.partner) for relation in relations]
        return PartnerSide(side.partner, rows, through, shown_ties, more)

    def _item(self, kind, what):
        if kind == "direct":
            subject = self.one if what.subject_id == self.one.pk else self.other
            return SharedRecord(None, what.when, [PartnerSide(subject, [self.row(what, subject)])])
        relations = self._relations[what]
        verb = VERBS[relations[0].verb]
        record = relations[0].object if verb.partner_end == "subject" else relations[0].subject
        sides = [
            PartnerSide(
                partner,
                [
                    self.row(relation, partner)
                    for relation in relations
                    if partner.pk in (relation.subject_id, relation.object_id)
                ],
            )
            for partner in (self.one, self.other)
        ]
        return SharedRecord(record, record.when, sides)


def _years(items):
    """Group items that are sorted by date into years."""
    return [SharedYear(label, list(found)) for label, found in groupby(items, key=_year_of)]


def _year_of(item):
    """Return the year or years of an item, such as “2022–2024”; "" without a date."""
    if not item.when:
        return ""
    first, last = (day.year if day else "…" for day in (item.when.earliest, item.when.latest))
    return str(first) if first == last else f"{first}–{last}"
