"""The evidence for values of many records; quotes come from public articles only."""

from django.conf import settings
from django.db.models import Q

from cooperation.models import Evidence
from cooperation.models.evidence import PARTS
from cooperation.queries.representation import values
from cooperation.sourcing.passages import locate

QUERY_BATCH = 10_000
"""Relations per query; databases limit the parameters of a query."""

WITHHELD = ("source_changed", "source_not_public", "premise_gone")
"""Reasons why a quote is not shown; the same rules as on pages."""

SOURCE_CHANGED, SOURCE_NOT_PUBLIC, PREMISE_GONE = WITHHELD


class EvidenceReader:
    """Reads the evidence of many records and relations at once.

    Without ``in_full`` only the basis is read. Keys are (key of the record, claim) for claims, and
    the part’s or relation’s own key.
    """

    def __init__(self, records, relations, in_full=False):
        self._in_full = in_full
        self._by_key, self._passages = {}, {}
        relations = list(relations)
        found = self._read(Q(record__in=[record.pk for record in records], relation__isnull=True))
        for start in range(0, len(relations), QUERY_BATCH):
            found += self._read(Q(relation__in=relations[start : start + QUERY_BATCH]))
        for evidence in found:
            key = evidence.part_key or (evidence.record_id, evidence.field)
            self._by_key.setdefault(key, []).append(evidence)
        if in_full:
            self._passages = locate(found)

    def _read(self, condition):
        evidence = Evidence.objects.filter(condition).in_order()
        if self._in_full:
            return list(evidence.with_source())
        keys = [f"{name}_id" for name in PARTS]
        return list(evidence.only("record_id", "field", "basis", *keys))

    def bases(self, key):
        """Return the bases of all evidence for a value or its absence."""
        return {evidence.basis for evidence in self._by_key.get(key, ())}

    def of(self, key):
        """Return the evidence for a value as dictionaries."""
        return [self._piece(evidence) for evidence in self._by_key.get(key, ())]

    def _piece(self, evidence):
        passage, article = self._passages.get(evidence.pk), evidence.article
        is_public = article is not None and article.is_published
        is_quoted = is_public and passage is not None
        source = article and f"{settings.SITE_URL}{article.get_absolute_url()}"
        return {
            "id": str(evidence.pk),
            "basis": evidence.basis,
            "quote": evidence.quote if is_quoted else None,
            "language": passage.language if is_quoted else None,
            "sentence": f"{source}#{passage.address}" if is_quoted else None,
            "article": values.reference_to(article) if is_public else None,
            "source": values.source(article) if is_public else None,
            "note": evidence.note or None,
            "premises": [_premise(premise) for premise in evidence.premises.all()],
            "withheld": _why_withheld(evidence, is_public, is_quoted),
        }


def _why_withheld(evidence, is_public, is_quoted):
    """Return why the quote is not shown; None if it is, or if there is none."""
    if is_quoted or not evidence.quote:
        return None
    return SOURCE_CHANGED if is_public else SOURCE_NOT_PUBLIC


def _premise(premise):
    if premise.is_readable:
        return {"words": premise.words, "withheld": None}
    return {"words": None, "withheld": PREMISE_GONE if premise.is_lost else SOURCE_NOT_PUBLIC}
