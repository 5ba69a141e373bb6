"""Finds whether a sentence contains a value, and which sentences do."""

import re
from itertools import islice

from cooperation.domain.clues import find_clues
from cooperation.domain.dates import PartialDate
from cooperation.domain.languages import CODES
from cooperation.domain.texts.patterns import search_pattern
from cooperation.models import Figure, Passage

MOST_FOUND = 5
MOST_SEARCHED = 500
"""How many sentences with a matching year, number or word are read for one value."""


def values_of(record):
    """Return {(claim, words of the value): what a sentence must contain} of a record.

    Only dates, places, names and figures, which can be recognised in a sentence. The claim is
    "figure:<key>" for a figure. What a sentence must contain is a PartialDate, a number, or a list
    of words that must all occur.
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


def contains_value(text, wanted, language):
    """Whether a sentence in a language contains a value of ``values_of`` without doubt."""
    if isinstance(wanted, list):
        return all(re.search(search_pattern(words), text, re.IGNORECASE) for words in wanted)
    clues = [clue for clue in find_clues(text, language) if clue.value and not clue.doubt]
    if isinstance(wanted, PartialDate):
        return any(clue.kind == "date" and clue.value == wanted for clue in clues)
    return any(clue.kind == "quantity" and clue.value.value == wanted for clue in clues)


def sentences_with(wanted):
    """Return the sentences of all articles that contain a value, at most MOST_FOUND."""
    passages = Passage.objects.exclude(kind="heading").select_related("article")
    for pattern in _patterns(wanted):
        passages = passages.filter(text__iregex=pattern)
    passages = passages.order_by("article", "language", "order")[:MOST_SEARCHED]
    found = (each for each in passages if contains_value(each.text, wanted, each.language))
    return list(islice(found, MOST_FOUND))


def _patterns(wanted):
    if isinstance(wanted, list):
        return [search_pattern(words) for words in wanted]
    if isinstance(wanted, PartialDate):
        day = wanted.earliest or wanted.latest
        return [f"{day.year}"]
    digits = f"{wanted.normalize():f}".partition(".")[0]
    return ["[ ,.\u00a0\u202f\u2009'’]?".join(digits)]


def unsupported_value(evidence, record):
    """Return the value, in words, that the quote of stated evidence does not contain.

    ``record`` is its record as its kind; neither needs to be saved. None if the quote contains the
    value, or if it is a value that cannot be recognised in a sentence.
    """
    if not evidence.quote or evidence.basis != "stated":
        return None
    values = _values_of_fields(record)
    if isinstance(figure := evidence.part, Figure):
        values = {(evidence.field, str(figure)): figure.value}
    for (claim, words), wanted in values.items():
        if claim == evidence.field != "title" and not _quote_contains(evidence.quote, wanted):
            return words
    return None


def _quote_contains(quote, wanted):
    """Whether a quote contains a value, in any language: that of the quote is not kept."""
    return any(contains_value(quote, wanted, code) for code in CODES)
