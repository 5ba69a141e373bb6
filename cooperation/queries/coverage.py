"""Which sentences of an article support what, for its editors."""

from typing import NamedTuple

from django.db.models import Q

from cooperation.models import Evidence, Passage
from cooperation.sourcing.passages import located


class CoveredSentence(NamedTuple):
    """A sentence and the evidence that quotes it, drafts included."""

    passage: Passage
    evidence: list

    @property
    def is_open(self):
        """Whether nobody has said yet what the sentence is for."""
        return not (self.evidence or self.passage.is_narrative or self.passage.kind == "heading")


def coverage_of(article):
    """Return the stored sentences of an article, each as a Covered; three queries.

    A sentence of a translation has the address of the one that it translates and is left to it.
    """
    evidence = list(
        Evidence.objects.for_values()
        .filter(~Q(quote=""), article=article)
        .select_related("passage")
        .with_supported()
        .order_by("record__title", "id")
    )
    places, quoting, sentences = located(evidence), {}, {}
    for item in evidence:
        if passage := places[item.pk]:
            quoting.setdefault(passage.address, []).append(item)
    for passage in article.passages.in_order():
        sentences.setdefault(passage.address, passage)
    return [CoveredSentence(passage, quoting.get(name, [])) for name, passage in sentences.items()]
