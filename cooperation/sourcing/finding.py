"""Finds what the sentences of one article name."""

from itertools import groupby
from typing import NamedTuple

from cooperation.domain.texts.anaphors import find_anaphors
from cooperation.domain.texts.links import link_spans
from cooperation.domain.texts.name_finder import name_tokens
from cooperation.domain.texts.quotations import quotation_spans
from cooperation.domain.texts.spans import Spans


class Naming(NamedTuple):
    """Words that name one record, or one of several candidates."""

    passage: object  # the key of the sentence
    start: int
    end: int
    text: str
    record: int | None
    candidates: frozenset


def may_link(passage):
    """Whether a sentence can have mentions: headings and quotations cannot."""
    return passage.kind not in ("heading", "quote") and passage.group != "blockquote"


class Finder:
    """Finds what the sentences of one article name.

    ``resting`` are the keys of the records with evidence in the article. ``decided`` is {key of a
    passage: its mentions on which an editor has decided}, whose words are skipped.
    """

    def __init__(self, known, resting, decided):
        self.known = known
        self.resting = resting
        self.decided = decided
        self.named = set()  # so far, in the text of this language

    def find(self, passages):
        """Yield each Naming in the sentences of the article, which must be in order."""
        for _language, run in groupby(passages, key=lambda passage: passage.language):
            self.named = set()
            for passage, quotations in _with_quotations(run):
                decided = self.decided.get(passage.pk, ())
                self.named |= {mention.record_id for mention in decided if mention.record_id}
                if may_link(passage):
                    taken = [(mention.start, mention.end) for mention in decided]
                    taken += link_spans(passage.html)
                    yield from self._in_sentence(passage, taken, quotations)

    def _in_sentence(self, passage, taken, quotations):
        text, language = passage.text, passage.language
        signs = name_tokens(text, uzbek=language == "uz")
        names = self._names(text, taken, quotations, signs)
        taken = [*taken, *((name.start, name.end) for name in names)]
        doubtful = {*self.known.names.find_doubtful(text, taken, quotations, signs)}
        taken = Spans([*taken, *((name.start, name.end) for name in doubtful)])
        nouns = self.known.nouns[language].find(text, taken, quotations, signs)
        pointing = {
            found
            for found in find_anaphors(text, language, nouns, quotations)
            if not taken.touches(found.start, found.end)
        }
        for found in sorted([*names, *doubtful, *pointing]):
            words = text[found.start : found.end]
            if found in pointing:
                record, candidates = None, self._candidates(found, passage)
            elif found in doubtful:
                record, candidates = None, found.keys - {passage.article_id}
            else:
                record, candidates = self._named(found, passage, words)
            if record or candidates:
                yield Naming(passage.pk, found.start, found.end, words, record, candidates)

    def _names(self, text, taken, quotations, signs):
        """Return each Found name: first the public ones, then hidden ones in the rest of the text.

        So a draft never takes a link from a public record with the same or a shorter name.
        """
        public = self.known.public.find(text, taken, quotations, signs)
        taken = [*taken, *((found.start, found.end) for found in public)]
        return [*public, *self.known.names.find(text, taken, quotations, signs)]

    def _named(self, found, passage, words):
        """Return (record, candidates) for a name: the only record with it, or all of them."""
        bearers = found.keys - {passage.article_id}
        is_common = words.islower() and words in self.known.nouns[passage.language]
        if len(bearers) != 1 or is_common:  # “roadmap” is no name, even if a record is called so
            return None, bearers
        self.named |= bearers
        return next(iter(bearers)), frozenset()

    def _candidates(self, found, passage):
        """Return what “the Roadmap” can be: a roadmap named before, or one with evidence here.

        A merged record has no classes, so it is never a candidate.
        """
        classes = self.known.classes
        possible = (self.named | self.resting) - {passage.article_id}
        return frozenset(key for key in possible if classes.get(key, set()) & found.keys)


def _with_quotations(passages):
    """Yield each passage with the quotations in it, including those that continue beyond it.

    A quotation ends in the block in which it starts, perhaps some sentences later.
    """
    for _block, run in groupby(passages, key=lambda passage: passage.block):
        block = list(run)
        spans = Spans(quotation_spans(" ".join(passage.text for passage in block)))
        start = 0
        for passage in block:
            end = start + len(passage.text)
            yield passage, [(a - start, b - start) for a, b in spans.touching(start, end)]
            start = end + 1
