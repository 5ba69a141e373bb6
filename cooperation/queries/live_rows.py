"""Where the page of a record finds what belongs to it, as the register holds it now."""

from django.db.models import Q, Window
from django.db.models.functions import RowNumber
from django.utils.functional import cached_property

from cooperation.models import Evidence, Relation
from cooperation.models.record_queryset import is_public
from cooperation.models.relation import RelationQuerySet
from cooperation.sourcing.passages import located, made_from


class LiveRows:
    """The rows of a record; ``past_rows.PastRows`` are those of another day."""

    moment = None
    """The moment of which the rows are; None for now."""

    def __init__(self, record=None):
        self.record = record

    def parts(self, name):
        """Return the parts of one name, such as “aliases”, in their order."""
        parts = getattr(self.record, name).all()
        if name == "provisions":
            return parts.select_related("topic")
        return parts.defer("text") if name == "documents" else parts

    @cached_property
    def _relations(self):
        return Relation.objects.seen_from(self.record).with_records().in_order()

    def answering(self, as_subject, as_object, most):
        """Return the relations by these verbs, at most so many by each verb, in order.

        ``as_subject`` are the verbs that lead from the record, ``as_object`` those that lead to it.
        """
        answering = Q(subject=self.record, verb__in=as_subject) | Q(
            object=self.record, verb__in=as_object
        )
        order = RelationQuerySet.order("other_name")
        place = Window(RowNumber(), partition_by="verb", order_by=order)
        relations = self._relations.filter(answering).annotate(place=place)
        return list(relations.filter(place__lte=most))

    def relations_without(self, keys):
        """Return the relations of the record but those with these keys, in order."""
        return self._relations.exclude(pk__in=keys)

    def evidence(self, supported):
        """Return the evidence of a condition with its sources, in order."""
        return list(Evidence.objects.filter(supported).with_source().in_order())

    def premises(self, evidence):
        """Return what an inference follows from."""
        return list(evidence.premises.all())

    def quoting_evidence(self):
        """Return the evidence by which other public records rest on the words of the article."""
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
        """The sentences of the article in every language."""
        return list(self.record.passages.in_order()) or made_from(self.record)

    def passages_of(self, evidence):
        """Return {key: the Passage in which a quote stands, or None} of evidence that quotes."""
        return located(evidence)
