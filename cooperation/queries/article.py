"""The text of an article for its readers, and what rests on each of its sentences."""

from itertools import groupby
from typing import NamedTuple

from django.utils.functional import cached_property

from cooperation.domain import languages
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
        resting, room, sentences = self._resting, NAMED_BESIDE_TEXT, []
        links = self._links(self._read)
        for passage in self._read:
            records = list(resting.get(passage.address, {}).values())
            named = records[: min(room, NAMED_BESIDE_SENTENCE)]
            room -= len(named)
            html = with_links(passage.html, links.get(passage.pk))
            sentences.append(ReadSentence(passage, named, len(records), html))
        return sentences

    @cached_property
    def _passages(self):
        """The sentences in every language: as stored, or as the text has them now."""
        return list(self.article.passages.in_order()) or made_from(self.article)

    @property
    def language(self):
        """The code of the language of the text: the reader’s, or that of the original."""
        found = [passage.language for passage in self._passages]
        wanted = languages.current()
        return wanted if wanted in found else next(iter(found), languages.ORIGINAL)

    @cached_property
    def _read(self):
        return [passage for passage in self._passages if passage.language == self.language]

    @cached_property
    def unplaced(self):
        """The addresses of sentences in other languages that this text has no counterpart of.

        Links to them lead to the beginning of the text. Empty where a translation keeps to the
        blocks and sentences of its original.
        """
        placed = {passage.address for passage in self._read}
        names = (passage.address for passage in self._passages)
        return [name for name in dict.fromkeys(names) if name not in placed]

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
