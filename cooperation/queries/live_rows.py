"""The current rows of a record’s page."""

from django.db.models import Q, Window
from django.db.models.functions import RowNumber
from django.utils.functional import cached_property

from cooperation.models import Evidence, Relation
from cooperation.models.record_queryset import is_public
from cooperation.models.relation import RelationQuerySet
from cooperation.sourcing.passages import locate, split_article


class LiveRows:
    """The current rows of a record; ``past_rows.PastRows`` has those of an earlier day."""

    moment = None
    """The moment that the rows are of; None for now."""

    def __init__(self, record=None):
        self.record = record

    def parts(self, name):
        """Return the parts with a name such as “aliases”, in order."""
        parts = getattr(self.record, name).all()
        if name == "provisions":
            return parts.select_related("topic")
        return parts.defer("text") if name == "documents" else parts

    @cached_property
    def _relations(self):
        return Relation.objects.seen_from(self.record).with_records().in_order()

    def relations_by_verb(self, as_subject, as_object, most):
        """Return the relations with these verbs, at most ``most`` of each, in order.

        The record is the subject of ``as_subject`` verbs and the object of ``as_object`` verbs.
        """
        has_verb = Q(subject=self.record, verb__in=as_subject)
        has_verb |= Q(object=self.record, verb__in=as_object)
        order = RelationQuerySet.order("other_name")
        place = Window(RowNumber(), partition_by="verb", order_by=order)
        relations = self._relations.filter(has_verb).annotate(place=place)
        return list(relations.filter(place__lte=most))

    def relations_without(self, keys):
        """Return the relations of the record except those with these keys, in order."""
        return self._relations.exclude(pk__in=keys)

    def evidence(self, condition):
        """Return the evidence that meets a condition, with its sources, in order."""
        return list(Evidence.objects.filter(condition).with_source().in_order())

    def premises(self, evidence):
        return list(evidence.premises.all())

    def quoting_evidence(self):
        """Return the evidence of other public records that quotes this article."""
        return list(
            Evidence.objects.for_values()
            .filter(is_public("record__"), article=self.record)
            .exclude(quote="")
            .exclude(record=self.record.pk)
            .select_related("passage", "record__working_group__council", "record__partner")
            .order_by("record__kind", "record__title", "id")
        )

    @cached_property
    def passages(self):
        """The sentences of the article in all languages."""
        return list(self.record.passages.in_order()) or split_article(self.record)

    def passages_of(self, evidence):
        """Return {key of evidence: the Passage with its quote, or None}."""
        return locate(evidence)
