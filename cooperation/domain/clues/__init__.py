"""Finds dates, quantities and possible records in a sentence."""

import re

from django.utils.translation import gettext_lazy as _

from cooperation.domain.clues.acts import Proposal, find_acts
from cooperation.domain.clues.dates import Clue, find_dates
from cooperation.domain.clues.quantities import find_quantities
from cooperation.domain.languages import ORIGINAL

__all__ = ["Clue", "Proposal", "find_clues", "find_proposals"]

LONGEST_SENTENCE = 2_000
"""Characters, about a page; longer sentences are lists."""

_PROGRAMMES = re.compile(
    r"(?:program(?:me)?s|projects|initiatives|программ\w*|проект\w*|dastur\w*)$", re.I
)
_PLANNED = re.compile(r"\b(?:plans? to|will|планиру\w+|будет|rejalashtir\w+)\b")
_POST = (
    r"(?:(?:Deputy|First|Prime|Foreign|Vice|Acting|Special)[ -]){0,4}(?:Under-Secretary-General"
    r"|Secretary-General|Secretary|President|Minister|Ambassador|Director-General|Director|Head"
    r"|Chairman|Chairperson|Chairwoman|Chair|Representative|Rector|Coordinator|Envoy)"
)
_PERSON = re.compile(
    rf"(?P<role>\b{_POST}(?:(?: of| for| the| and| at){{0,3}} [A-Z][\w-]*){{0,20}}?)"
    r"(?: of the [A-Z]{2,}| of [A-Z]{2,})? (?P<name>[A-Z][a-z’'-]+ [A-Z][a-z’'-]+)"
    r"(?=[,.;]| (?:and|said|noted|opened|attended|visited|signed|took|met|was|is|has)\b|$)"
)
_NO_NAMES = re.compile(
    r"Affairs|Council|Office|Nations|Union|Republic|Studies|Organi[sz]ation|Cooperation|Security"
    r"|Department|Committee|Ministry|Asia|States|Trade|Development"
)


def find_clues(sentence, language=ORIGINAL):
    """Return the Clues to dates, quantities and claims of a sentence, in order.

    Numbers are read as the language of the sentence writes them.
    """
    dates = find_dates(sentence)
    quantities = find_quantities(sentence, dates, language)
    return sorted([*dates, *quantities], key=lambda clue: clue.start)


def find_proposals(sentence, language):
    """Return the Proposals of a sentence, for editors to accept; none if it is too long."""
    if len(sentence) > LONGEST_SENTENCE:
        return []
    clues = find_clues(sentence, language)
    dates = [clue for clue in clues if clue.kind == "date"]
    quantities = [clue for clue in clues if clue.kind == "quantity" and clue.value is not None]
    made = find_acts(sentence, language, dates)
    made += [_counted(sentence, clue) for clue in quantities]
    return [*made, *_people(sentence, language)]


def _counted(sentence, clue):
    """Return a Proposal for a figure, or for one initiative that stands for “four programmes”."""
    quantity = clue.value
    doubts = (clue.doubt,) if clue.doubt else ()
    if _PROGRAMMES.search(quantity.unit) and quantity.qualifier == "exactly":
        values = {"type": "programme", "count": int(quantity.value)}
        if _PLANNED.search(sentence):
            values["state"] = "planned"
        doubts += (_("they are not named: one record stands for all of them"),)
        return Proposal("initiative", clue.text, values, doubts)
    values = {
        "qualifier": quantity.qualifier,
        "value": str(quantity.value),
        "unit": quantity.unit,
        "words": clue.text,
    }
    return Proposal("figure", clue.text, values, doubts)


def _people(sentence, language):
    if language != "en":
        return
    for match in _PERSON.finditer(sentence):
        role = sentence[match.start("role") : match.start("name")].strip()
        if not _NO_NAMES.search(match["name"]):
            yield Proposal("person", match["name"], {"role": role})
