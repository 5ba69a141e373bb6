"""Finds the place and format of an event in a sentence."""

import re

from cooperation.domain.clues.words import COUNTRIES, REGIONS
from cooperation.domain.dates.months import ENGLISH

_NAME = r"(?P<place>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*)"
_VENUE = re.compile(
    r"\bat (?:the )?(?P<venue>(?:[A-Z][\w'’-]*\s(?:of\s(?:the\s)?)?)*"
    r"(?:Headquarters|Palace|Hotel|Hall|University|Embassy|Residence|Library))"
    rf"(?: in {_NAME})?"
)
_HELD_IN = re.compile(
    r"\b(?:held|signed|adopted|took place|convened|hosted|organi[sz]ed|opened)(?: \w+ly)?"
    rf" in {_NAME}"
)
_OPENING = re.compile(rf"^(?:On [^,]+(?:, \d{{4}})?, )?[Ii]n {_NAME},")
_ONLINE = re.compile(
    r"\bonline\b|\b(?:by|via|through) video ?conferenc\w+|\bheld virtually\b"
    r"|онлайн|видеоконференцсвязи|videokonferensaloqa|видеоконференцалоқа",
    re.IGNORECASE,
)
_HYBRID = re.compile(r"\bhybrid\b|гибридном|смешанном формате|gibrid|гибрид", re.IGNORECASE)


def find_place(sentence, language):
    """Return those of {"venue", "city", "country"} that an English sentence names.

    Russian and Uzbek inflect place names; these are left to the editor.
    """
    if language != "en":
        return {}
    venue = _VENUE.search(sentence)
    found = {"venue": venue["venue"]} if venue else {}
    named = venue["place"] if venue else None
    for pattern in (_HELD_IN, _OPENING):
        if not named and (match := pattern.search(sentence)):
            named = match["place"]
    if named and named not in ENGLISH and named not in REGIONS:
        found["country" if named in COUNTRIES else "city"] = named
    return found


def find_format(sentence, language):
    """Return {"format": "hybrid" or "online"}, or {} if the sentence says neither."""
    if _HYBRID.search(sentence):
        return {"format": "hybrid"}
    return {"format": "online"} if _ONLINE.search(sentence) else {}
