"""The text of an article for its readers, and what rests on each of its sentences."""

from itertools import groupby
from typing import NamedTuple

from django.utils.functional import cached_property
from django.utils.translation import get_language

from cooperation.domain.kinds import KINDS
from cooperation.domain.links import with_links
from cooperation.models import Evidence, Mention, Passage, Record
from cooperation.models.record import is_public
from cooperation.sourcing.finding import may_link
from cooperation.sourcing.passages import located, made_from

LIMIT = 100
"""How many supported records the page of an article names."""

NAMED_BESIDE_SENTENCE = 3
NAMED_BESIDE_TEXT = 60
"""How many records are named beside one sentence and beside the whole text; the others are
counted, and show their evidence on their own pages."""

INNER_TAGS = {"ul": "li", "ol": "li", "blockquote": "p"}


def supported_by(article):
    """Return the published records with evidence from this article, as (kind, records).

    At most LIMIT records, in the order of the kinds; one query.
    """
    evidence = Evidence.objects.for_values().filter(article=article)
    records = (
        Record.objects.published()
        .filter(pk__in=evidence.values("record"))
        .exclude(pk=article.pk)
        .select_related("working_group__council")
        .by_title()[:LIMIT]
    )
    order = list(KINDS)
    ordered = sorted(records, key=lambda record: order.index(record.kind))
    return [(KINDS[key], list(group)) for key, group in groupby(ordered, lambda r: r.kind)]


class ReadSentence(NamedTuple):
    """A sentence with the records that rest on it, the first few of them named.

    ``html`` is its text with links to the records that it mentions.
    """

    passage: Passage
    records: list
    total: int
    html: str

    @property
    def more(self):
        return self.total - len(self.records)


class Group(NamedTuple):
    """A heading, paragraph, list or quotation: its tag, the tag of its parts, and the parts."""

    tag: str
    inner: str
    parts: list


class Reading:
    """The text of an article, sentence by sentence, in the reader’s language or the original."""

    def __init__(self, article):
        self.article = article

    @cached_property
    def sentences(self):
        passages = self._in_one_language(list(self.article.passages.in_order()))
        passages = passages or self._in_one_language(made_from(self.article))
        resting, room, sentences = self._resting, NAMED_BESIDE_TEXT, []
        links = self._links(passages)
        for passage in passages:
            records = list(resting.get(passage.address, {}).values())
            named = records[: min(room, NAMED_BESIDE_SENTENCE)]
            room -= len(named)
            html = with_links(passage.html, links.get(passage.pk))
            sentences.append(ReadSentence(passage, named, len(records), html))
        return sentences

    def _in_one_language(self, passages):
        languages = {passage.language for passage in passages}
        wanted = (get_language() or "en").split("-")[0]
        language = wanted if wanted in languages else "en"
        return [passage for passage in passages if passage.language == language]

    @property
    def _resting(self):
        """{address of a sentence: {pk: record}} for the published records that rest on it."""
        evidence = list(
            Evidence.objects.for_values()
            .filter(is_public("record__"), article=self.article)
            .exclude(quote="")
            .exclude(record=self.article.pk)
            .select_related("passage", "record__working_group__council")
            .order_by("record__kind", "record__title", "id")
        )
        places = located(evidence)
        resting = {}
        for item in evidence:
            if passage := places[item.pk]:
                resting.setdefault(passage.address, {})[item.record_id] = item.record
        return resting

    def _links(self, passages):
        """Return {passage pk: [(start, end, address)]}: each record once in a section."""
        mentions = (
            Mention.objects.public()
            .filter(passage__article=self.article)
            .exclude(record=self.article.pk)
            .select_related("record__working_group__council")
            .order_by("start")
        )
        by_passage, links, linked = {}, {}, set()
        for mention in mentions:
            by_passage.setdefault(mention.passage_id, []).append(mention)
        for passage in passages:
            if passage.kind == "heading":
                linked = set()
            for mention in by_passage.get(passage.pk, ()) if may_link(passage) else ():
                if mention.record_id not in linked:
                    linked.add(mention.record_id)
                    place = mention.start, mention.end, mention.record.get_absolute_url()
                    links.setdefault(passage.pk, []).append(place)
        return links

    @property
    def groups(self):
        """The text as Group after Group."""
        for _key, run in groupby(self.sentences, self._key_of_group):
            sentences = list(run)
            first = sentences[0].passage
            tag = f"h{first.level}" if first.kind == "heading" else first.group or "p"
            by_part = groupby(sentences, lambda each: self._key_of_part(each.passage))
            yield Group(tag, INNER_TAGS.get(tag, ""), [list(part) for _key, part in by_part])

    @staticmethod
    def _key_of_group(sentence):
        passage = sentence.passage
        return passage.group if passage.group and passage.kind != "heading" else str(passage.block)

    @staticmethod
    def _key_of_part(passage):
        return passage.item if passage.group in ("ul", "ol") else passage.block

    @property
    def supporting(self):
        """The sentences on which a record rests."""
        return [sentence for sentence in self.sentences if sentence.total]
