"""Reports which sentences of an imported article support no record yet."""

from typing import NamedTuple

from cooperation.domain.clues import find_clues, find_proposals
from cooperation.domain.texts.passages import split_sentences
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
        clues = find_clues(passage.text, passage.language)
        if clues or names:
            found.append(OpenSentence(passage.text, clues, names))
    return found


def preview(text):
    """Return (OpenSentences, Proposals) of a ParsedText that is not imported."""
    byline = text.byline.words if text.byline else None
    sentences = [
        sentence.text
        for sentence in split_sentences(text.html)
        if sentence.kind != "heading" and sentence.text != byline
    ]
    clues = ((each, find_clues(each, text.language)) for each in sentences)
    return [OpenSentence(each, found, []) for each, found in clues if found], [
        proposal for each in sentences for proposal in find_proposals(each, text.language)
    ]
