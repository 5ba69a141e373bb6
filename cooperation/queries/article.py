"""The page of an article: its text, and the records based on each sentence."""

from collections import Counter
from itertools import chain, groupby
from typing import NamedTuple

from django.utils.functional import cached_property

from cooperation.domain import languages, verbs
from cooperation.domain.basis import Basis
from cooperation.domain.texts.links import add_links
from cooperation.models import Mention, Passage, Record
from cooperation.models.passage import FIRST_SENTENCES
from cooperation.queries.byline import Author, authors_of
from cooperation.queries.dossier import Dossier
from cooperation.queries.live_rows import LiveRows
from cooperation.queries.margin import margin_notes, sentence_reference
from cooperation.queries.pages import Pages
from cooperation.queries.text_pages import split_pages
from cooperation.sourcing.finding import may_link

MOST_RELATED = 2
"""How many related records the page of an article shows."""

RELATED_KINDS = ("article", "agreement", "event", "council", "initiative")
"""Kinds of record that are suggested as further reading."""

INNER_TAGS = {"ul": "li", "ol": "li", "blockquote": "p"}


class ReadSentence(NamedTuple):
    """A sentence and the records based on it.

    ``number`` is the number of its paragraph, or “h2” for the second heading; ``reference`` is
    how the sentence is cited: “4b” or “§2”. ``html`` is its text with links to the records it
    mentions. ``named`` are the records shown in the margin.
    """

    passage: Passage
    records: list
    named: list
    html: str
    number: str
    reference: str

    @property
    def target(self):
        """The anchor of the list of its records; empty if there are none."""
        if self.named:
            return f"n{self.number}"
        return "topics" if self.records else ""


class TextBlock(NamedTuple):
    """A heading, paragraph, list or quotation.

    ``inner`` is the tag of its parts. Only paragraphs have a ``number``.
    """

    number: str
    tag: str
    inner: str
    parts: list


class Reading:
    """The text of an article, sentence by sentence, in the reader’s language or the original.

    Long texts have pages: ``page`` is the number as typed; ``at`` is the address of a sentence
    whose page is shown instead. ``not_in_margin`` are keys of records with a list of their own.
    """

    def __init__(self, article, not_in_margin=(), page=1, at="", rows=None):
        self.article = article
        self._not_in_margin = not_in_margin
        self._page, self._at = page, at
        self._rows = rows or LiveRows(article)

    @cached_property
    def sentences(self):
        found, links, sentences = self._records_by_address, self._links(self._read), []
        for (number, place), passage in zip(self._places, self._read, strict=True):
            records = list(found.get(passage.address, {}).values())
            named = [record for record in records if record.pk not in self._not_in_margin]
            html = add_links(passage.html, links.get(_sentence_key(passage)))
            cited = (
                number.replace("h", "§") if number[0] == "h" else sentence_reference(number, place)
            )
            sentences.append(ReadSentence(passage, records, named, html, number, cited))
        return sentences

    @property
    def _places(self):
        """Yield (number of its paragraph or heading, place in it) for each sentence."""
        numbers = {"": 0, "h": 0}
        for _key, group in groupby(self._read, self._key_of_group):
            passages = list(group)
            prefix = "h" if passages[0].kind == "heading" else ""
            numbers[prefix] += 1
            yield from ((f"{prefix}{numbers[prefix]}", place) for place in range(len(passages)))

    @property
    def language(self):
        """The code of the language the text is shown in."""
        found = [passage.language for passage in self._rows.passages]
        wanted = languages.current()
        return wanted if wanted in found else next(iter(found), languages.ORIGINAL)

    @cached_property
    def _read(self):
        passages = self._rows.passages
        return [passage for passage in passages if passage.language == self.language]

    @cached_property
    def page(self):
        """The current page; its object list holds one list: the sentences."""
        groups = groupby(self.sentences, lambda each: self._key_of_group(each.passage))
        pages = split_pages(list(group) for _key, group in groups)
        wanted = [
            number
            for number, sentences in enumerate(pages, start=1)
            if any(each.passage.address == self._at for each in sentences)
        ]
        return Pages(pages, 1).get_page(next(iter(wanted), self._page))

    @property
    def shown(self):
        return self.page.object_list[0]

    @cached_property
    def missing_anchors(self):
        """Addresses that links may use although this page has no such sentence.

        These are sentences without a counterpart in this language and, on the first page,
        sentences of later pages. Links to them lead to the beginning of the text.
        """
        is_first = self.page.number == 1
        later = {
            each.address for each in self._read if each.order >= FIRST_SENTENCES or not is_first
        }
        placed = later | self.at.keys()
        names = (passage.address for passage in self._rows.passages)
        return [name for name in dict.fromkeys(names) if name not in placed]

    @property
    def _records_by_address(self):
        """{address of a sentence: {pk: published record based on it}}."""
        evidence = self._rows.quoting_evidence()
        places = self._rows.passages_of(evidence)
        found = {}
        for item in evidence:
            if passage := places[item.pk]:
                found.setdefault(passage.address, {})[item.record_id] = item.record
        return found

    def _links(self, passages):
        """Return {key of a sentence: [(start, end, address)]}.

        A record is linked once in a section. Mentions whose words have changed are left out.
        """
        mentions = (
            Mention.objects.public()
            .filter(passage__article=self.article)
            .exclude(record=self.article.pk)
            .select_related("passage", "record__working_group__council")
            .defer("passage__text", "passage__html")
            .order_by("start")
        )
        by_passage, links, linked = {}, {}, set()
        for mention in mentions:
            by_passage.setdefault(_sentence_key(mention.passage), []).append(mention)
        for passage in passages:
            if passage.kind == "heading":
                linked = set()
            for mention in by_passage.get(_sentence_key(passage), ()) if may_link(passage) else ():
                is_unchanged = passage.text[mention.start : mention.end] == mention.text
                if is_unchanged and mention.record_id not in linked:
                    linked.add(mention.record_id)
                    place = mention.start, mention.end, mention.record.get_absolute_url()
                    links.setdefault(_sentence_key(passage), []).append(place)
        return links

    @property
    def groups(self):
        """Yield each TextBlock of the page."""
        for _key, run in groupby(self.shown, lambda each: self._key_of_group(each.passage)):
            sentences = list(run)
            first = sentences[0].passage
            tag = f"h{first.level}" if first.kind == "heading" else first.group or "p"
            by_part = groupby(sentences, lambda each: self._key_of_part(each.passage))
            number = "" if first.kind == "heading" else sentences[0].number
            parts = [list(part) for _key, part in by_part]
            yield TextBlock(number, tag, INNER_TAGS.get(tag, ""), parts)

    @staticmethod
    def _key_of_group(passage):
        return passage.group if passage.group and passage.kind != "heading" else str(passage.block)

    @staticmethod
    def _key_of_part(passage):
        return passage.item if passage.group in ("ul", "ol") else passage.block

    @property
    def headings(self):
        """The headings of level 2."""
        return [each for each in self.sentences if each.passage.level == 2]

    @property
    def contents(self):
        """Each heading with its address, on this page or another."""
        return [(each, self._link(each.passage.address)) for each in self.headings]

    def _link(self, address):
        return f"#{address}" if address in self.at else f"?at={address}#{address}"

    @property
    def margin(self):
        return margin_notes(self.shown)

    @cached_property
    def at(self):
        """{address: ReadSentence} of the page."""
        return {sentence.passage.address: sentence for sentence in self.shown}

    @cached_property
    def related(self):
        """The records based on the most sentences, at most MOST_RELATED."""
        supported = list(chain.from_iterable(sentence.records for sentence in self.sentences))
        records = {record.pk: record for record in supported if record.kind in RELATED_KINDS}
        counts = Counter(record.pk for record in supported if record.pk in records)
        return [records[pk] for pk, _number in counts.most_common(MOST_RELATED)]


def _sentence_key(passage):
    """Return the key of a sentence in its article, also of one that is not stored."""
    return passage.language, passage.address


class SentenceMark(NamedTuple):
    """A link to a sentence on the same page, by its reference."""

    number: str
    anchor: str


class ArticleTopic(NamedTuple):
    """A topic of an article; ``notes`` are its notes and the marks of its sentences."""

    record: Record
    notes: list


class ArticleDossier(Dossier):
    """The content of an article page: the text and the facts about the article.

    A value stated in the article itself links to the sentence instead of a note. Topics have a
    list of their own and are not repeated in the margin.
    """

    def __init__(self, record, page=1, rows=None, at=""):
        super().__init__(record, page, rows)
        self._at = at

    @cached_property
    def reading(self):
        topics = {relation.object_id for relation in self._topic_relations}
        return Reading(self.record, topics, self._page, self._at, self.rows)

    @property
    def number(self):
        return max(self.reading.page.number, self.relations.number)

    @property
    def _topic_relations(self):
        return [relation for relation in self.relations if relation.verb == "about"]

    def _sentence_mark(self, evidence):
        """Return the SentenceMark of evidence; None if it needs a note."""
        is_own = evidence.article_id == self.record.pk and evidence.basis == Basis.STATED
        passage = self._passages.get(evidence.pk)
        sentence = passage and self.reading.at.get(passage.address)
        if is_own and sentence and not evidence.note:
            return SentenceMark(sentence.reference, passage.address)
        return None

    @cached_property
    def topics(self):
        """Each ArticleTopic in the order that editors chose."""
        return [self._topic(relation) for relation in self._topic_relations]

    def _topic(self, relation):
        notes = self._notes_of(relation.pk, verbs.VERBS["about"].label)
        marked = {note.anchor for note in notes}
        refs = [
            SentenceMark(sentence.reference, sentence.passage.address)
            for sentence in self.reading.shown
            if sentence.passage.address not in marked
            and any(record.pk == relation.object_id for record in sentence.records)
        ]
        return ArticleTopic(relation.object, [*notes, *refs])

    def _has_own_section(self, relation):
        return relation.verb == "about"

    @cached_property
    def _authors(self):
        return authors_of(self.record, self.relations_of("author"))

    @property
    def shown_relations(self):
        parts = chain.from_iterable((*each.posts, *each.interests) for each in self._authors)
        return [*super().shown_relations, *parts]

    @cached_property
    def byline(self):
        """Each Author, with rows in place of relations."""
        return [
            Author(
                self._row(each.authorship),
                [self._row(post, post.subject) for post in each.posts],
                [self._row(party, party.subject) for party in each.interests],
            )
            for each in self._authors
        ]
