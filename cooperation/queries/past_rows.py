"""The rows of a record’s page on an earlier day, from a snapshot.

Nothing is written. Data that a snapshot lacks, such as names of other records, is current.
"""

from itertools import groupby

from django.db.models import Q
from django.utils.functional import cached_property

from cooperation.domain.basis import FOR_VALUES
from cooperation.models import (
    Alias,
    Article,
    Document,
    Evidence,
    Figure,
    Image,
    OtherClaim,
    Premise,
    Provision,
    Record,
    Relation,
    Statement,
    Topic,
)
from cooperation.models.record_queryset import title_sort_field
from cooperation.queries.live_rows import LiveRows
from cooperation.queries.published_changes import public_at
from cooperation.snapshots.unsaved import unsaved_record
from cooperation.sourcing.passages import locate, split_article

PARTS = {
    "provisions": Provision,
    "aliases": Alias,
    "documents": Document,
    "other_claims": OtherClaim,
    "figures": Figure,
    "statements": Statement,
}


class PastRows(LiveRows):
    """The rows of a record as readers saw them at a moment.

    ``record`` has its earlier values. Records that are not public now, or were not then, are left
    out with their relations; so is a picture that is not public now.
    """

    def __init__(self, record, snapshot, moment):
        whole, self._rows = unsaved_record(snapshot, record)
        super().__init__(whole)
        self.moment = moment
        if whole.image_id:
            whole.image = Image.objects.public().filter(pk=whole.image_id).first()

    def _sorted(self, model, *names):
        return sorted(self._rows[model], key=lambda row: [getattr(row, name) for name in names])

    def parts(self, name):
        rows = self._sorted(PARTS[name], *PARTS[name]._meta.ordering)
        if name == "provisions":
            topics = Topic.objects.in_bulk({row.topic_id for row in rows} - {None})
            for row in rows:
                row.topic = topics.get(row.topic_id)
        if name == "documents":
            self._attach_files(rows)
        return rows

    def _attach_files(self, documents):
        """Set size and pages of the files that still exist, and empty the others."""
        there = Document.objects.filter(record=self.record.pk).defer("text").in_bulk()
        for document in documents:
            found = there.get(document.pk)
            if found and found.file == document.file:
                document.size, document.pages = found.size, found.pages
            else:
                document.file = None

    @cached_property
    def _public_then(self):
        """{key: record}: the record itself and related ones that are public now and were then."""
        own, rows = self.record, self._rows[Relation]
        ends = {end for row in rows for end in (row.subject_id, row.object_id)} - {own.pk}
        others = public_at(Record.objects.published(), self.moment)
        others = others.select_related("working_group__council", "partner")
        return others.in_bulk(ends) | {own.pk: own}

    @cached_property
    def _relations(self):
        found = {}  # relations to records that were merged later are one
        for row in self._rows[Relation]:
            ends = row.subject_id, row.object_id
            if ends[0] != ends[1] and self._public_then.keys() >= set(ends):
                row.subject, row.object = (self._public_then[end] for end in ends)
                found.setdefault((row.verb, *ends), row)
        return sorted(found.values(), key=self._sort_key)

    def _sort_key(self, relation):
        """Sort as ``RelationQuerySet.order`` does."""
        day = relation.when_earliest
        other = relation.object if relation.subject == self.record else relation.subject
        name = getattr(other, title_sort_field())
        return relation.verb, relation.order, day is not None, str(day), name, relation.pk

    def relations_by_verb(self, as_subject, as_object, most):
        found = [
            row
            for row in self._relations
            if row.verb in (as_subject if row.subject_id == self.record.pk else as_object)
        ]
        by_verb = groupby(found, key=lambda row: row.verb)
        return [row for _verb, rows in by_verb for row in list(rows)[:most]]

    def relations_without(self, keys):
        return [row for row in self._relations if row.pk not in keys]

    @cached_property
    def _evidence(self):
        """{key: evidence of the snapshot, with its source}, in order."""
        rows = self._sorted(Evidence, "order", "id")
        keys = {row.article_id for row in rows} - {None}
        articles = Article.objects.defer_texts().in_bulk(keys) | {self.record.pk: self.record}
        tied = Evidence.objects.filter(pk__in=[row.pk for row in rows]).exclude(passage=None)
        places = {
            (item.pk, item.article_id, item.quote): item.passage
            for item in tied.select_related("passage").defer("passage__html")
        }
        for row in rows:
            row.passage = places.get((row.pk, row.article_id, row.quote))
            if row.article_id:
                row.article = articles[row.article_id]
            if row.record_id in self._public_then:
                row.record = self._public_then[row.record_id]
        return {row.pk: row for row in rows}

    @property
    def _relation_keys(self):
        """The keys of the snapshot’s relations; it holds their evidence too."""
        return {row.pk for row in self._rows[Relation]}

    def evidence(self, condition):
        own = Q(record=self.record.pk, relation=None) | Q(relation__in=self._relation_keys)
        others = Evidence.objects.filter(condition).exclude(own).with_source().in_order()
        return [*self._evidence.values(), *others]

    @cached_property
    def _premises(self):
        """{key of evidence in the snapshot: its premises}."""
        rows = self._sorted(Premise, "id")
        missing = {row.evidence_id for row in rows} - {None, *self._evidence}
        others = Evidence.objects.with_source().select_related("record").in_bulk(missing)
        found = {key: [] for key in self._evidence}
        for row in rows:
            row.evidence = self._evidence.get(row.evidence_id) or others.get(row.evidence_id)
            found[row.inference_id].append(row)
        return found

    def premises(self, evidence):
        if evidence.pk in self._premises:
            return self._premises[evidence.pk]
        return super().premises(evidence)

    def quoting_evidence(self):
        own = [
            item
            for item in self._evidence.values()
            if item.article_id == self.record.pk != item.record_id
            and item.record_id in self._public_then
            and item.basis in FOR_VALUES
            and item.quote
        ]
        others = [
            item
            for item in super().quoting_evidence()
            if item.relation_id not in self._relation_keys
        ]
        return sorted(own + others, key=lambda item: (item.record.kind, item.record.title, item.pk))

    @cached_property
    def passages(self):
        return split_article(self.record)

    def passages_of(self, evidence):
        is_article = self.record.kind == "article"
        return locate(evidence, {self.record.pk: self.passages} if is_article else {})
