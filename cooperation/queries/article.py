"""The text of an article for its readers, and what rests on each of its sentences."""

from collections import Counter
from itertools import chain, groupby
from typing import NamedTuple

from django.utils.functional import cached_property

from cooperation.domain import languages, verbs
from cooperation.domain.basis import Basis
from cooperation.domain.texts.links import with_links
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
"""What a reader reads on with; partners, people and topics are linked from there."""

INNER_TAGS = {"ul": "li", "ol": "li", "blockquote": "p"}


class ReadSentence(NamedTuple):
    """A sentence with all the records that rest on it.

    ``number`` is that of its paragraph, “h2” in the second heading; ``reference`` how it is
    cited, “4b” or “§2”. ``html`` is its text with links to the records that it mentions.
    ``named`` are the records that stand beside it; the others have a list of their own.
    """

    passage: Passage
    records: list
    named: list
    html: str
    number: str
    reference: str

    @property
    def target(self):
        """The anchor of what rests on it; empty if nothing does."""
        if self.named:
            return f"n{self.number}"
        return "topics" if self.records else ""


class TextBlock(NamedTuple):
    """A heading, paragraph, list or quotation: its tag, the tag of its parts, and the parts.

    ``number`` is that of a paragraph; headings have none.
    """

    number: str
    tag: str
    inner: str
    parts: list


class Reading:
    """The text of an article, sentence by sentence, in the reader’s language or the original.

    A long text is read page by page: ``page`` is the number typed, and ``at`` the address of a
    sentence whose page is wanted instead. ``rows`` is where its sentences come from.
    """

    def __init__(self, article, apart=(), page=1, at="", rows=None):
        self.article = article
        self._not_in_margin = apart
        self._page, self._at = page, at
        self._rows = rows or LiveRows(article)

    @cached_property
    def sentences(self):
        resting, links, sentences = self._records_by_address, self._links(self._read), []
        for (number, place), passage in zip(self._places, self._read, strict=True):
            records = list(resting.get(passage.address, {}).values())
            named = [record for record in records if record.pk not in self._not_in_margin]
            html = with_links(passage.html, links.get(_sentence_key(passage)))
            cited = (
                number.replace("h", "§") if number[0] == "h" else sentence_reference(number, place)
            )
            sentences.append(ReadSentence(passage, records, named, html, number, cited))
        return sentences

    @property
    def _places(self):
        """Yield (number of the paragraph or heading, place in it) of each sentence."""
        numbers = {"": 0, "h": 0}
        for _sentence_key, group in groupby(self._read, self._key_of_group):
            passages = list(group)
            prefix = "h" if passages[0].kind == "heading" else ""
            numbers[prefix] += 1
            yield from ((f"{prefix}{numbers[prefix]}", place) for place in range(len(passages)))

    @property
    def language(self):
        """The code of the language of the text: the reader’s, or that of the original."""
        found = [passage.language for passage in self._rows.passages]
        wanted = languages.current()
        return wanted if wanted in found else next(iter(found), languages.ORIGINAL)

    @cached_property
    def _read(self):
        passages = self._rows.passages
        return [passage for passage in passages if passage.language == self.language]

    @cached_property
    def page(self):
        """The page of the text; its list holds the sentences of each."""
        groups = groupby(self.sentences, lambda each: self._key_of_group(each.passage))
        pages = split_pages(list(group) for _sentence_key, group in groups)
        wanted = [
            number
            for number, sentences in enumerate(pages, start=1)
            if any(each.passage.address == self._at for each in sentences)
        ]
        return Pages(pages, 1).get_page(next(iter(wanted), self._page))

    @property
    def shown(self):
        """The sentences of the page."""
        return self.page.object_list[0]

    @cached_property
    def missing_anchors(self):
        """The addresses of sentences in other languages that this text has no counterpart of, and
        on the first page those of later ones that links look for there.

        Links to them lead to the beginning of the text. Empty where a translation keeps to the
        blocks and sentences of its original, and the text fits on a page.
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
        """{address of a sentence: {pk: record}} for the published records that rest on it."""
        evidence = self._rows.quoting_evidence()
        places = self._rows.passages_of(evidence)
        resting = {}
        for item in evidence:
            if passage := places[item.pk]:
                resting.setdefault(passage.address, {})[item.record_id] = item.record
        return resting

    def _links(self, passages):
        """Return {key of a sentence: [(start, end, address)]}: each record once in a section.

        Words that no longer stand in their sentence are left out.
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
                stands = passage.text[mention.start : mention.end] == mention.text
                if stands and mention.record_id not in linked:
                    linked.add(mention.record_id)
                    place = mention.start, mention.end, mention.record.get_absolute_url()
                    links.setdefault(_sentence_key(passage), []).append(place)
        return links

    @property
    def groups(self):
        """The text as TextBlock after TextBlock."""
        for _sentence_key, run in groupby(
            self.shown, lambda each: self._key_of_group(each.passage)
        ):
            sentences = list(run)
            first = sentences[0].passage
            tag = f"h{first.level}" if first.kind == "heading" else first.group or "p"
            by_part = groupby(sentences, lambda each: self._key_of_part(each.passage))
            number = "" if first.kind == "heading" else sentences[0].number
            parts = [list(part) for _sentence_key, part in by_part]
            yield TextBlock(number, tag, INNER_TAGS.get(tag, ""), parts)

    @staticmethod
    def _key_of_group(passage):
        return passage.group if passage.group and passage.kind != "heading" else str(passage.block)

    @staticmethod
    def _key_of_part(passage):
        return passage.item if passage.group in ("ul", "ol") else passage.block

    @property
    def headings(self):
        """The sentences that head the sections of the first level."""
        return [each for each in self.sentences if each.passage.level == 2]

    @property
    def contents(self):
        """Each of the headings with its address, on this page or on another."""
        return [(each, self._link(each.passage.address)) for each in self.headings]

    def _link(self, address):
        return f"#{address}" if address in self.at else f"?at={address}#{address}"

    @property
    def margin(self):
        """What stands beside each paragraph of the page."""
        return margin_notes(self.shown)

    @cached_property
    def at(self):
        """{address of a sentence: the ReadSentence} of the page."""
        return {sentence.passage.address: sentence for sentence in self.shown}

    @cached_property
    def related(self):
        """The records to read on with: those that rest on the most sentences, at most RELATED."""
        resting = list(chain.from_iterable(sentence.records for sentence in self.sentences))
        records = {record.pk: record for record in resting if record.kind in RELATED_KINDS}
        often = Counter(record.pk for record in resting if record.pk in records)
        return [records[pk] for pk, _number in often.most_common(MOST_RELATED)]


def _sentence_key(passage):
    """Return what tells a sentence of the article from its others, stored or not."""
    return passage.language, passage.address


class SentenceMark(NamedTuple):
    """A mark that leads straight to a sentence of the article’s own page, with its reference."""

    number: str
    anchor: str


class ArticleTopic(NamedTuple):
    """A topic of an article: the record, the marks of its sentences, and its other notes."""

    record: Record
    notes: list


class ArticleDossier(Dossier):
    """The content of an article: its text, and the facts about it.

    What a sentence of the article itself states is marked by that sentence, which stands on the
    same page, and needs no note. The topics are an index of the text: what it says of them does
    not stand in the margin again.
    """

    def __init__(self, record, page=1, rows=None, at=""):
        super().__init__(record, page, rows)
        self._at = at

    @cached_property
    def reading(self):
        apart = {relation.object_id for relation in self._topic_relations}
        return Reading(self.record, apart, self._page, self._at, self.rows)

    @property
    def number(self):
        return max(self.reading.page.number, self.relations.number)

    @property
    def _topic_relations(self):
        return [relation for relation in self.relations if relation.verb == "about"]

    def _sentence_mark(self, evidence):
        """Return the Ref that stands for evidence, None if it needs a note."""
        is_own = evidence.article_id == self.record.pk and evidence.basis == Basis.STATED
        passage = self._passages.get(evidence.pk)
        sentence = passage and self.reading.at.get(passage.address)
        if is_own and sentence and not evidence.note:
            return SentenceMark(sentence.reference, passage.address)
        return None

    @cached_property
    def topics(self):
        """What the article is about, as ArticleTopic, in the order of the editors."""
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
        """The authors, each as an Author of rows in place of relations."""
        return [
            Author(
                self._row(each.authorship),
                [self._row(post, post.subject) for post in each.posts],
                [self._row(party, party.subject) for party in each.interests],
            )
            for each in self._authors
        ]
