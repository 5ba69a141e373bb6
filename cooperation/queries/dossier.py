"""The content of a record’s page: facts, relations, parts and their notes."""

from itertools import chain, groupby
from typing import NamedTuple

from django.utils.functional import cached_property

from cooperation.domain import verbs
from cooperation.domain.basis import FOR_GAPS, NOT_CHECKED
from cooperation.domain.claims import LABELS
from cooperation.models.record import PART_CLAIMS
from cooperation.queries.live_rows import LiveRows
from cooperation.queries.notes import Notes
from cooperation.queries.pages import Pages

RELATIONS_PER_PAGE = 20
"""Relations on a page, including those in facts; each adds a note."""

CLAIM_RELATIONS = 12
"""Relations in one fact. If there are more, all are listed below as well."""

FACT_RELATIONS = 14
"""Relations in all facts of a page together."""


def sorted_by_date(rows):
    """Return rows sorted by the dates of their records, undated ones last."""
    return sorted(rows, key=_date_of_row)


def _date_of_row(row):
    days = row.other.when_earliest, row.other.when_latest
    return [(day is None, str(day)) for day in days]


class Fact(NamedTuple):
    """A claim of a record: its value, or its relations, or why it is empty.

    With ``has_more``, ``rows`` has only the first relations; all are listed below.
    """

    name: str
    label: str
    value: object
    rows: list
    has_more: bool
    gap: str
    notes: list
    others: list
    """What other sources say, each a NotedPart."""


class NotedPart(NamedTuple):
    """A provision, figure or statement with its notes."""

    part: object
    notes: list


class _Facts(dict):
    """Facts by name, each made on first access."""

    def __init__(self, make):
        super().__init__()
        self._make = make

    def __missing__(self, name):
        self[name] = self._make(name)
        return self[name]


class Dossier(Notes):
    """The public content of one record, read with a constant number of queries.

    ``page`` is the page of its relations as typed; a wrong number gives the nearest page.
    ``rows`` are LiveRows by default.
    """

    def __init__(self, record, page=1, rows=None):
        super().__init__(rows or LiveRows(record))
        self.record = record
        self._page = page

    @cached_property
    def _claim_relations(self):
        """{claim: relations}; for each verb at most one more than a fact can show."""
        subject, inverse = verbs.verbs_answering(self.record.kind, self.record.CLAIMS)
        by_claim = {}
        for relation in self.rows.relations_by_verb(subject, inverse, CLAIM_RELATIONS + 1):
            claims = subject if relation.subject_id == self.record.pk else inverse
            by_claim.setdefault(claims[relation.verb], []).append(relation)
        return by_claim

    @cached_property
    def _in_facts(self):
        """{claim: relations its fact shows}; short claims leave their room to others."""
        room, shown = FACT_RELATIONS, {}
        claims = sorted(self._claim_relations.items(), key=lambda item: len(item[1]))
        for place, (claim, relations) in enumerate(claims):
            shown[claim] = relations[: min(CLAIM_RELATIONS, room // (len(claims) - place))]
            room -= len(shown[claim])
        return shown

    def relations_of(self, claim):
        """Return the relations that the fact of a claim shows."""
        return self._in_facts.get(claim, [])

    @property
    def authors(self):
        """The authors of an article."""
        return [relation.object for relation in self._claim_relations.get("author", ())]

    @cached_property
    def relations(self):
        """The page of relations that the facts do not show in full."""
        whole = [
            relation.pk
            for claim, relations in self._claim_relations.items()
            for relation in relations
            if relations == self._in_facts[claim]
        ]
        room = RELATIONS_PER_PAGE - sum(map(len, self._in_facts.values()))
        return Pages(self.rows.relations_without(whole), room).get_page(self._page)

    @property
    def number(self):
        return self.relations.number

    @property
    def shown_records(self):
        """The records whose claims the page shows."""
        return [self.record]

    @property
    def shown_relations(self):
        return [*chain.from_iterable(self._in_facts.values()), *self.relations]

    def notes_for(self, claim, record=None):
        """Return the notes of a claim; ``record`` is another record on the page."""
        return self._notes_of(((record or self.record).pk, claim), LABELS[claim])

    @cached_property
    def fact(self):
        """{claim: Fact}; a fact is made and its notes numbered on first access."""
        return _Facts(self._fact)

    @property
    def facts(self):
        """The facts of the record in the order of its claims."""
        other_sections = ("title", *PART_CLAIMS)
        return [self.fact[name] for name in self.record.CLAIMS if name not in other_sections]

    @cached_property
    def other_facts(self):
        """The facts that the page has not shown by name before it asks for these."""
        shown = set(self.fact)
        return [fact for fact in self.facts if fact.name not in shown]

    def _fact(self, name):
        relations = self.relations_of(name)
        value = self.record.claim_value(name)
        return Fact(
            name,
            self.record.claim_label(name),
            value,
            [self._row(relation) for relation in relations],
            len(self._claim_relations.get(name, [])) > len(relations),
            "" if relations or value else self.gap(name),
            self.notes_for(name),
            self.others(name),
        )

    def gap(self, name, record=None):
        """Return why a claim is empty, in words; ``record`` is another record on the page."""
        for evidence in self._evidence.get(((record or self.record).pk, name), ()):
            if evidence.basis in FOR_GAPS:
                return evidence.get_basis_display()
        return NOT_CHECKED

    def _row(self, relation, record=None):
        return self.row(relation, record or self.record)

    @cached_property
    def groups(self):
        """[(label, rows)] for each verb and direction on this page.

        Leaves out relations that have their own section.
        """
        relations = (each for each in self.relations if not self._has_own_section(each))
        rows = sorted(map(self._row, relations), key=lambda row: str(row.label))
        return [(label, list(group)) for label, group in groupby(rows, key=lambda row: row.label)]

    def _has_own_section(self, relation):
        """Whether a section of the page other than “relations” shows the relation."""
        return False

    @cached_property
    def title_notes(self):
        return self.notes_for("title")

    @cached_property
    def heading_notes(self):
        """{claim: notes} of the claims that have their own sections."""
        names = [name for name in PART_CLAIMS if name in self.record.CLAIMS]
        return {name: self.notes_for(name) for name in names}

    @cached_property
    def provisions(self):
        if self.record.kind != "agreement":
            return []
        return [
            NotedPart(provision, self._notes_of(provision.pk, LABELS["provisions"]))
            for provision in self.rows.parts("provisions")
        ]

    @property
    def provisions_gap(self):
        return self.gap("provisions")

    @property
    def working_groups_gap(self):
        return self.gap("working_groups")

    @cached_property
    def aliases(self):
        return self.rows.parts("aliases")

    @cached_property
    def documents(self):
        return self.rows.parts("documents")

    @cached_property
    def _other_claims(self):
        by_field = {}
        for claim in self.rows.parts("other_claims"):
            by_field.setdefault(claim.field, []).append(claim)
        return by_field

    def others(self, name):
        """Return what other sources say about a claim, each as a NotedPart."""
        return [
            NotedPart(claim, self._notes_of(claim.pk, claim._meta.verbose_name))
            for claim in self._other_claims.get(name, ())
        ]

    @property
    def other_figures(self):
        return self.others("figures")

    @property
    def other_names(self):
        return self.others("title")

    @cached_property
    def figures(self):
        return [
            NotedPart(figure, self._notes_of(figure.pk, LABELS["figures"]))
            for figure in self.rows.parts("figures")
        ]

    @cached_property
    def statements(self):
        return [
            NotedPart(statement, self._notes_of(statement.pk, statement._meta.verbose_name))
            for statement in self.rows.parts("statements")
        ]
