"""The sentences of an article and the evidence that quotes each of them."""

from typing import NamedTuple

from django.db.models import Q

from cooperation.models import Evidence, Passage
from cooperation.sourcing.passages import locate


class CoveredSentence(NamedTuple):
    """A sentence and the evidence that quotes it, drafts included."""

    passage: Passage
    evidence: list

    @property
    def is_open(self):
        """Whether the sentence still needs evidence or the mark “narrative”."""
        return not (self.evidence or self.passage.is_narrative or self.passage.kind == "heading")


def coverage_of(article):
    """Return a CoveredSentence for each stored sentence, with three queries.

    A translated sentence shares the address of its original and is not repeated.
    """
    evidence = list(
        Evidence.objects.for_values()
        .filter(~Q(quote=""), article=article)
        .select_related("passage")
        .with_supported()
        .order_by("record__title", "id")
    )
    places, quoting, sentences = locate(evidence), {}, {}
    for item in evidence:
        if passage := places[item.pk]:
            quoting.setdefault(passage.address, []).append(item)
    for passage in article.passages.in_order():
        sentences.setdefault(passage.address, passage)
    return [CoveredSentence(passage, quoting.get(name, [])) for name, passage in sentences.items()]
