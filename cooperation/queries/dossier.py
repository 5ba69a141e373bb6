"""Everything the page of one record shows: its facts, its relations, and what they rest on."""

from itertools import groupby
from typing import NamedTuple

from django.db.models import Q
from django.utils.functional import cached_property

from cooperation.domain import verbs
from cooperation.domain.basis import FOR_GAPS, NOT_CHECKED
from cooperation.models import Evidence, Relation
from cooperation.queries.pages import Pages

RELATIONS_PER_PAGE = 50
CLAIM_RELATIONS = 30
"""How many relations the facts may hold; with more, they are listed with the other relations."""


class Note(NamedTuple):
    """One numbered note at the foot of a page; values with the same source share it."""

    number: int
    evidence: Evidence

    @property
    def is_quoted(self):
        """Whether the reader may see the words: the article must be public."""
        return bool(self.evidence.quote) and self.evidence.article.is_published


class Row(NamedTuple):
    """A relation seen from one of its records."""

    relation: Relation
    label: str
    other: object
    notes: list


class Fact(NamedTuple):
    """One claim of a record: its value, or its relations, or why it is empty."""

    name: str
    label: str
    value: object
    rows: list
    gap: str
    notes: list


class Part(NamedTuple):
    """A provision, figure or statement with its notes."""

    part: object
    notes: list


class Dossier:
    """The public content of one record, read with a constant number of queries.

    ``page`` is the page of its relations, as in the address; a wrong one gives the nearest.
    """

    def __init__(self, record, page=1):
        self.record = record
        self._page = page
        self._notes = {}

    @cached_property
    def _relations(self):
        return Relation.objects.published().of(self.record).with_records().in_order()

    @cached_property
    def _claim_relations(self):
        kind, claims = self.record.kind, self.record.CLAIMS
        keys = {verb.key for claim in claims for verb in verbs.answering(kind, claim)}
        return list(self._relations.filter(verb__in=keys)[: CLAIM_RELATIONS + 1])

    @cached_property
    def relations(self):
        """The page of relations that the facts do not show."""
        shown = self._claim_relations if not self.has_more_in_claims else []
        others = self._relations.exclude(pk__in=[relation.pk for relation in shown])
        return Pages(others, RELATIONS_PER_PAGE).get_page(self._page)

    @property
    def has_more_in_claims(self):
        return len(self._claim_relations) > CLAIM_RELATIONS

    @cached_property
    def _evidence(self):
        shown = [*self._claim_relations, *self.relations]
        supported = Q(record=self.record, relation__isnull=True) | Q(relation__in=shown)
        by_claim = {}
        for evidence in Evidence.objects.filter(supported).select_related("article").in_order():
            key = (
                evidence.field
                or evidence.relation_id
                or evidence.provision_id
                or evidence.figure_id
                or evidence.statement_id
            )
            by_claim.setdefault(key, []).append(evidence)
        return by_claim

    def notes_for(self, key):
        """Return the notes of a claim (its name) or of a part (its UUID), numbered as met."""
        notes = []
        for evidence in self._evidence.get(key, ()):
            same = (evidence.basis, evidence.article_id, evidence.quote, evidence.note)
            if evidence.basis in FOR_GAPS and not evidence.note:
                continue
            note = self._notes.setdefault(same, Note(len(self._notes) + 1, evidence))
            if note not in notes:
                notes.append(note)
        return notes

    @cached_property
    def facts(self):
        """The claims of the record in their order, each with its value or its gap."""
        return [
            self._fact(name) for name in self.record.CLAIMS if name not in ("title", "provisions")
        ]

    def _fact(self, name):
        keys = {verb.key for verb in verbs.answering(self.record.kind, name)}
        rows = [
            self._row(relation)
            for relation in self._claim_relations[:CLAIM_RELATIONS]
            if relation.verb in keys and self._answers(relation, name)
        ]
        value = self.record.claim_value(name)
        return Fact(
            name,
            self.record.claim_label(name),
            value,
            rows,
            "" if rows or value else self.gap(name),
            self.notes_for(name),
        )

    def _answers(self, relation, name):
        verb = verbs.VERBS[relation.verb]
        claim = verb.claim if relation.subject_id == self.record.pk else verb.inverse_claim
        return claim == name

    def gap(self, name):
        """Return why a claim is empty, in words."""
        for evidence in self._evidence.get(name, ()):
            if evidence.basis in FOR_GAPS:
                return evidence.get_basis_display()
        return NOT_CHECKED

    def _row(self, relation):
        is_subject = relation.subject_id == self.record.pk
        verb = verbs.VERBS[relation.verb]
        return Row(
            relation,
            verb.label if is_subject else verb.inverse,
            relation.object if is_subject else relation.subject,
            self.notes_for(relation.pk),
        )

    @cached_property
    def groups(self):
        """The relations of this page as (label, rows), one group for each verb and direction."""
        rows = sorted(
            (self._row(relation) for relation in self.relations), key=lambda row: str(row.label)
        )
        return [(label, list(group)) for label, group in groupby(rows, key=lambda row: row.label)]

    @cached_property
    def title_notes(self):
        return self.notes_for("title")

    @cached_property
    def provisions(self):
        if self.record.kind != "agreement":
            return []
        provisions = self.record.provisions.select_related("topic")
        return [Part(provision, self.notes_for(provision.pk)) for provision in provisions]

    @property
    def provisions_gap(self):
        return self.gap("provisions")

    @cached_property
    def aliases(self):
        return self.record.aliases.all()

    @cached_property
    def documents(self):
        return self.record.documents.all()

    @cached_property
    def figures(self):
        return [Part(figure, self.notes_for(figure.pk)) for figure in self.record.figures.all()]

    @cached_property
    def statements(self):
        return [
            Part(statement, self.notes_for(statement.pk))
            for statement in self.record.statements.all()
        ]

    @property
    def notes(self):
        """The notes that the parts above have used so far: render them last."""
        return list(self._notes.values())
