"""What the sentences of one article name, read in their order."""

from itertools import groupby
from typing import NamedTuple

from cooperation.domain.texts.anaphors import find_anaphors
from cooperation.domain.texts.links import link_spans
from cooperation.domain.texts.name_finder import name_tokens
from cooperation.domain.texts.quotations import quotation_spans
from cooperation.domain.texts.spans import Spans


class Naming(NamedTuple):
    """Words that name a record for certain, or else one of the candidates, if any."""

    passage: object  # the key of the sentence
    start: int
    end: int
    text: str
    record: int | None
    candidates: frozenset


def may_link(passage):
    """Whether words of a sentence can be mentions: not in headings and quotations."""
    return passage.kind not in ("heading", "quote") and passage.group != "blockquote"


class Finder:
    """Finds what the sentences of one article name.

    ``resting`` are the keys of the records that rest on the article, ``decided`` is {key of a
    passage: its mentions on which an editor has decided}; their words are left alone.
    """

    def __init__(self, known, resting, decided):
        self.known = known
        self.resting = resting
        self.decided = decided
        self.named = set()  # so far, in the text of this language

    def find(self, passages):
        """Yield each Naming in the sentences of the article, which come in their order."""
        for _language, run in groupby(passages, key=lambda passage: passage.language):
            self.named = set()
            for passage, quotations in _with_quotations(run):
                settled = self.decided.get(passage.pk, ())
                self.named |= {mention.record_id for mention in settled if mention.record_id}
                if may_link(passage):
                    taken = [(mention.start, mention.end) for mention in settled]
                    taken += link_spans(passage.html)
                    yield from self._in_sentence(passage, taken, quotations)

    def _in_sentence(self, passage, taken, quotations):
        text, language = passage.text, passage.language
        signs = name_tokens(text)
        names = self._names(text, taken, quotations, signs)
        taken = Spans([*taken, *((name.start, name.end) for name in names)])
        nouns = self.known.nouns[language].find(text, taken, quotations, signs)
        pointing = {
            found
            for found in find_anaphors(text, language, nouns, quotations)
            if not taken.touches(found.start, found.end)
        }
        for found in sorted([*names, *pointing]):
            words = text[found.start : found.end]
            if found in pointing:
                record, candidates = None, self._candidates(found, passage)
            else:
                record, candidates = self._named(found, passage, words)
            if record or candidates:
                yield Naming(passage.pk, found.start, found.end, words, record, candidates)

    def _names(self, text, taken, quotations, signs):
        """Return each Found of names: those that readers know first, hidden ones in what is left.

        So no draft takes a link away, by the same name or by a longer one.
        """
        public = self.known.public.find(text, taken, quotations, signs)
        taken = [*taken, *((found.start, found.end) for found in public)]
        return [*public, *self.known.names.find(text, taken, quotations, signs)]

    def _named(self, found, passage, words):
        """Return (record, candidates) for a name: the only one who bears it, or all who do."""
        bearers = found.keys - {passage.article_id}
        is_common = words.islower() and words in self.known.nouns[passage.language]
        if len(bearers) != 1 or is_common:  # “roadmap” is no name, even if a record is called so
            return None, bearers
        self.named |= bearers
        return next(iter(bearers)), frozenset()

    def _candidates(self, found, passage):
        """Return what “the Roadmap” can be: a roadmap named before, or one resting on the text.

        A record that was merged into another has no classes, and so it is never one of them.
        """
        classes = self.known.classes
        possible = (self.named | self.resting) - {passage.article_id}
        return frozenset(key for key in possible if classes.get(key, set()) & found.keys)


def _with_quotations(passages):
    """Yield each passage with the quotations in it, also those that go beyond it.

    A quotation ends in the block in which it starts, though perhaps some sentences later.
    """
    for _block, run in groupby(passages, key=lambda passage: passage.block):
        block = list(run)
        spans = Spans(quotation_spans(" ".join(passage.text for passage in block)))
        start = 0
        for passage in block:
            end = start + len(passage.text)
            yield passage, [(a - start, b - start) for a, b in spans.touching(start, end)]
            start = end + 1
