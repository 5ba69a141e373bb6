"""The numbered notes of a page: the evidence for its values."""

from itertools import chain, islice
from typing import NamedTuple

from django.db.models import Q
from django.utils.functional import cached_property

from cooperation.domain import languages
from cooperation.domain.basis import FOR_GAPS, Basis
from cooperation.domain.verbs import VERBS
from cooperation.models import Evidence, Relation
from cooperation.queries.live_rows import LiveRows
from cooperation.queries.quotes import Quote, fit_quotes, quote_of
from cooperation.sourcing.translations import translated_quotes


class NotedPremise(NamedTuple):
    """A premise of an inference; ``quote`` is None unless readers may see its words."""

    is_lost: bool
    quote: Quote | None


class BackLink(NamedTuple):
    """A link from a note back to a place of its page that leads to the note.

    ``number`` tells links of the same label apart.
    """

    anchor: str
    label: str
    number: int = 1


class Note(NamedTuple):
    """A numbered note at the foot of a page; values with the same source share it."""

    number: int
    evidence: Evidence
    passage: object
    """The sentence with the quote; None without a quote, or if the article lost it."""
    premises: list
    """Each NotedPremise of an inference."""
    quote: Quote | None
    """Its words; None unless a public article contains them."""
    back_links: list
    """A BackLink to each place that leads to the note so far; its marks share the list."""
    label: str = ""
    """The label of the value that this mark of the note stands beside."""

    @property
    def anchor(self):
        """The id of the note on its page."""
        return f"note-{self.number}"

    def new_mark(self):
        """Return the id of a mark, to which the note leads back; for where the mark is rendered."""
        before = sum(each.label == self.label for each in self.back_links)
        back_link = BackLink(f"m{self.number}-{len(self.back_links)}", self.label, before + 1)
        self.back_links.append(back_link)
        return back_link.anchor

    @property
    def has_lost_premise(self):
        """Whether a premise of the inference is gone."""
        return any(premise.is_lost for premise in self.premises)

    @property
    def is_quoted(self):
        """Whether its quote may be shown: a public article still contains it."""
        return self.quote is not None

    @property
    def quotes(self):
        """All its Quotes: its own and those of its premises."""
        own = (self.quote, *(premise.quote for premise in self.premises))
        return [quote for quote in own if quote]

    def with_quotes(self, quotes):
        """Return the note with other ``quotes``, as many as it has."""
        rest = iter(quotes)
        quote = next(rest) if self.quote else None
        premises = [
            premise._replace(quote=next(rest)) if premise.quote else premise
            for premise in self.premises
        ]
        return self._replace(quote=quote, premises=premises)

    @property
    def has_lost_quote(self):
        """Whether the article no longer contains the quote."""
        return bool(self.evidence.quote) and self.passage is None

    @property
    def source(self):
        """The address of the sentence, or of the article without a quote."""
        link = self.passage.link if self.passage else ""
        return f"{self.evidence.article.get_absolute_url()}{link}"


class NotedRelation(NamedTuple):
    """A relation seen from one of its records."""

    relation: Relation
    label: str
    other: object
    notes: list


class Notes:
    """The evidence of a page, and its notes, numbered in the order that the page asks.

    Subclasses say what the page shows in ``shown_records`` and ``shown_relations``.
    """

    shown_records = ()
    shown_relations = ()

    def __init__(self, rows=None):
        self.rows = rows or LiveRows()
        self._notes = {}

    @property
    def evidence_condition(self):
        """The condition of the page’s evidence."""
        of_records = Q(record__in=self.shown_records, relation__isnull=True)
        return of_records | Q(relation__in=self.shown_relations)

    @cached_property
    def _evidence(self):
        found = self.rows.evidence(self.evidence_condition)
        self._passages = self.rows.passages_of(found)
        by_claim = {}
        for evidence in found:
            key = evidence.part_key or (evidence.record_id, evidence.field)
            by_claim.setdefault(key, []).append(evidence)
        return by_claim

    def is_inferred(self, key):
        """Whether a claim (record, name) or part (its UUID) is inferred and nowhere stated.

        Does not number any notes.
        """
        bases = {evidence.basis for evidence in self._evidence.get(key, ())}
        return Basis.INFERRED in bases and Basis.STATED not in bases

    def _notes_of(self, key, label):
        """Return the notes of a claim or part (its UUID), numbered on first use."""
        notes = {}
        for evidence in self._evidence_with_notes(key):
            if mark := self._sentence_mark(evidence):
                notes[mark.anchor] = mark
                continue
            note = self._note(evidence)
            notes[note.anchor] = note._replace(label=label)
        return list(notes.values())

    def _evidence_with_notes(self, key):
        return [
            evidence
            for evidence in self._evidence.get(key, ())
            if evidence.note or evidence.basis not in FOR_GAPS
        ]

    def _note(self, evidence):
        """Return the note of evidence, numbered on first use."""
        same = (evidence.basis, evidence.article_id, evidence.quote, evidence.note)
        if same not in self._notes:
            self._notes[same] = self._new_note(evidence)
        return self._notes[same]

    def first_note(self, relation, back_link):
        """Return the first note of a relation, with this BackLink; None if it has no note."""
        evidence = next(iter(self._evidence_with_notes(relation.pk)), None)
        if evidence is None:
            return None
        note = self._note(evidence)
        if back_link not in note.back_links:
            note.back_links.append(back_link)
        return note

    def _new_note(self, evidence):
        passage, translations = self._passages.get(evidence.pk), self._translations
        is_quoted = passage is not None and evidence.article.is_published
        quote = quote_of(evidence, passage, translations) if is_quoted else None
        premises = [
            NotedPremise(
                premise.is_lost,
                quote_of(premise.evidence, premise.passage, translations, premise.words)
                if premise.is_readable
                else None,
            )
            for premise in self.rows.premises(evidence)
        ]
        return Note(len(self._notes) + 1, evidence, passage, premises, quote, [])

    @cached_property
    def _translations(self):
        """The quotes and premises of the page in the language of the reader."""
        found = list(chain.from_iterable(self._evidence.values()))
        quotes = [(each.quote, self._passages.get(each.pk)) for each in found]
        premises = chain.from_iterable(map(self.rows.premises, found))
        quotes += [(premise.words, premise.passage) for premise in premises]
        quotes = [(quote, passage) for quote, passage in quotes if passage]
        return translated_quotes(quotes, languages.current())

    def _sentence_mark(self, evidence):
        """Return a link to the sentence if it is on this page; None to make a note."""
        return None

    def row(self, relation, record):
        """Return a relation seen from one of its records, with its notes."""
        is_subject = relation.subject_id == record.pk
        verb = VERBS[relation.verb]
        label = verb.label if is_subject else verb.inverse
        other = relation.object if is_subject else relation.subject
        return NotedRelation(relation, label, other, self._notes_of(relation.pk, label))

    @property
    def notes(self):
        """The notes used so far, with the quotes for which there is room: render them last."""
        notes = list(self._notes.values())
        fitted = iter(fit_quotes(chain.from_iterable(note.quotes for note in notes)))
        return [note.with_quotes(islice(fitted, len(note.quotes))) for note in notes]
