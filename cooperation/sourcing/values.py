"""Whether a sentence holds a value, and which sentences of the articles do."""

import re

from cooperation.domain.clues import find_clues
from cooperation.domain.dates import PartialDate
from cooperation.domain.texts.text import search_pattern
from cooperation.models import Figure, Passage

FOUND_AT_MOST = 5
LOOKED_AT = 500
"""How many sentences with a fitting year, number or word are looked at for one value."""


def values_of(record):
    """Return {(claim, words of the value): what a sentence must hold} of a record.

    Only values that a sentence can be seen to hold: dates, places, names and figures. The claim
    is "figure:<key>" for a figure. What a sentence must hold is a PartialDate, a number, or a
    list of words of which each must occur.
    """
    found = _values_of_fields(record)
    for figure in record.figures.all():
        found[f"figure:{figure.pk}", str(figure)] = figure.value
    return found


def _values_of_fields(record):
    found = {}
    for claim in record.field_claims():
        value = record.claim_value(claim)
        if isinstance(value, PartialDate):
            found[claim, value.edtf] = value
        elif value and claim == "place":
            found[claim, value] = [part for part in value.split(", ") if part]
        elif value and claim in ("title", "short_name"):
            found[claim, value] = [value]
    return found


def holds(text, wanted):
    """Whether a sentence holds a value as ``values_of`` gives it, without a doubt."""
    if isinstance(wanted, list):
        return all(re.search(search_pattern(words), text, re.IGNORECASE) for words in wanted)
    clues = [clue for clue in find_clues(text) if not clue.doubt and clue.value is not None]
    if isinstance(wanted, PartialDate):
        return any(clue.kind == "date" and clue.value == wanted for clue in clues)
    return any(clue.kind == "quantity" and clue.value.value == wanted for clue in clues)


def sentences_with(wanted):
    """Return the sentences of all articles that hold a value, at most FOUND_AT_MOST."""
    passages = Passage.objects.exclude(kind="heading").select_related("article")
    for pattern in _patterns(wanted):
        passages = passages.filter(text__iregex=pattern)
    passages = passages.order_by("article", "language", "order")[:LOOKED_AT]
    return [passage for passage in passages if holds(passage.text, wanted)][:FOUND_AT_MOST]


def _patterns(wanted):
    if isinstance(wanted, list):
        return [search_pattern(words) for words in wanted]
    if isinstance(wanted, PartialDate):
        day = wanted.earliest or wanted.latest
        return [f"{day.year}"]
    digits = f"{wanted.normalize():f}".partition(".")[0]
    return ["[ ,.\u00a0\u202f]?".join(digits)]


def questioned(evidence, record):
    """Return the value, in words, that stated evidence claims to state and whose words lack it.

    ``record`` is its record as its kind; neither needs to be saved. None if the words hold the
    value, or if it is no value that words can be seen to hold.
    """
    if not evidence.quote or evidence.basis != "stated":
        return None
    values = _values_of_fields(record)
    if isinstance(figure := evidence.part, Figure):
        values = {(evidence.field, str(figure)): figure.value}
    for (claim, words), wanted in values.items():
        if claim == evidence.field != "title" and not holds(evidence.quote, wanted):
            return words
    return None
