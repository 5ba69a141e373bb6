"""Reports which sentences of an imported article support no record yet."""

from typing import NamedTuple

from cooperation.domain.clues import clues_in, proposals_in
from cooperation.domain.texts.passages import split
from cooperation.models import Passage


class OpenSentence(NamedTuple):
    """A sentence without evidence, with its Clues and the known names in it."""

    text: str
    clues: list
    names: list


def open_sentences(article):
    """Return each OpenSentence of an article with a date, a quantity or a known name."""
    passages = (
        Passage.objects.filter(article=article, evidence=None)
        .exclude(kind="heading")
        .prefetch_related("mentions")
        .in_order()
    )
    found = []
    for passage in passages:
        names = list(dict.fromkeys(mention.text for mention in passage.mentions.all()))
        clues = clues_in(passage.text)
        if clues or names:
            found.append(OpenSentence(passage.text, clues, names))
    return found


def preview(text):
    """Return (OpenSentences, Proposals) of a ParsedText that is not imported."""
    byline = text.byline.words if text.byline else None
    sentences = [
        sentence.text
        for sentence in split(text.html)
        if sentence.kind != "heading" and sentence.text != byline
    ]
    found = [OpenSentence(each, clues, []) for each in sentences if (clues := clues_in(each))]
    return found, [proposal for each in sentences for proposal in proposals_in(each, text.language)]
