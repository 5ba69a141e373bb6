"""The numbered notes of a page: what its values rest on."""

from typing import NamedTuple

from django.db.models import Q
from django.utils.functional import cached_property

from cooperation.domain.basis import FOR_GAPS, Basis
from cooperation.domain.verbs import VERBS
from cooperation.models import Evidence, Relation
from cooperation.queries.live_rows import LiveRows


class Note(NamedTuple):
    """One numbered note at the foot of a page; values with the same source share it."""

    number: int
    evidence: Evidence
    passage: object
    """Where the quote stands; None if there is no quote, or if the article lost its words."""
    premises: list
    """What an inference follows from, each a Premise."""
    labels: list
    """What it supports on this page, in words, as far as the page has come."""

    @property
    def anchor(self):
        """Where the note stands on its page."""
        return f"note-{self.number}"

    @property
    def has_lost_premise(self):
        """Whether the inference rests on something that is no longer there."""
        return any(premise.is_lost for premise in self.premises)

    @property
    def is_quoted(self):
        """Whether the reader may see the words: the article must be public and still hold them."""
        return self.passage is not None and self.evidence.article.is_published

    @property
    def is_quote_lost(self):
        """Whether the article no longer holds the words."""
        return bool(self.evidence.quote) and self.passage is None

    @property
    def source(self):
        """The address of the sentence, or of the article where no sentence is quoted."""
        link = self.passage.link if self.passage else ""
        return f"{self.evidence.article.get_absolute_url()}{link}"


class NotedRelation(NamedTuple):
    """A relation seen from one of its records."""

    relation: Relation
    label: str
    other: object
    notes: list


class Notes:
    """The evidence of a page, read at once, and its notes, numbered as the page asks for them.

    What the page shows is said by ``shown_records``, whose claims and parts count, and by
    ``shown_relations``.
    """

    shown_records = ()
    shown_relations = ()

    def __init__(self, rows=None):
        self.rows = rows or LiveRows()
        self._notes = {}

    @property
    def supported(self):
        """The condition of the evidence that the page can show."""
        of_records = Q(record__in=self.shown_records, relation__isnull=True)
        return of_records | Q(relation__in=self.shown_relations)

    @cached_property
    def _evidence(self):
        found = self.rows.evidence(self.supported)
        self._passages = self.rows.passages_of(found)
        by_claim = {}
        for evidence in found:
            key = evidence.part_key or (evidence.record_id, evidence.field)
            by_claim.setdefault(key, []).append(evidence)
        return by_claim

    def is_inferred(self, key):
        """Whether a claim, (record, name), or a part (its UUID) is inferred and nowhere stated.

        Asking it numbers no notes.
        """
        bases = {evidence.basis for evidence in self._evidence.get(key, ())}
        return Basis.INFERRED in bases and Basis.STATED not in bases

    def _notes_of(self, key, label):
        """Return the notes of a claim or of a part (its UUID), numbered as met."""
        notes = []
        for evidence in self._evidence.get(key, ()):
            same = (evidence.basis, evidence.article_id, evidence.quote, evidence.note)
            if evidence.basis in FOR_GAPS and not evidence.note:
                continue
            if direct := self._sentence_mark(evidence):
                notes.append(direct)
                continue
            passage = self._passages.get(evidence.pk)
            premises = self.rows.premises(evidence)
            new = Note(len(self._notes) + 1, evidence, passage, premises, [])
            note = self._notes.setdefault(same, new)
            if label not in note.labels:
                note.labels.append(label)
            if note not in notes:
                notes.append(note)
        return notes

    def _sentence_mark(self, evidence):
        """Return a mark that leads to the sentence itself, where the page shows it; else None."""
        return None

    def row(self, relation, record):
        """Return a relation as one of its two records sees it, with its notes."""
        is_subject = relation.subject_id == record.pk
        verb = VERBS[relation.verb]
        label = verb.label if is_subject else verb.inverse
        other = relation.object if is_subject else relation.subject
        return NotedRelation(relation, label, other, self._notes_of(relation.pk, label))

    @property
    def notes(self):
        """The notes that the parts above have used so far: render them last."""
        return list(self._notes.values())
