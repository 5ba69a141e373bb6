"""Finds agreements that were signed or adopted and events that were held."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from cooperation.domain.clues.phrases import (
    clean_title,
    find_held_event,
    find_instruments,
    only_points_back,
)
from cooperation.domain.clues.places import find_format, find_place
from cooperation.domain.clues.words import ACTS, EVENTS, HELD, POINTING_TIME


@dataclass(frozen=True)
class Proposal:
    """A record that a sentence may be about; ``doubts`` say what is uncertain."""

    kind: str
    title: str
    values: dict = field(default_factory=dict)
    doubts: tuple = ()


def find_acts(sentence, language, dates):
    """Return the Proposals for agreements and events of a sentence; ``dates`` are its Clues."""
    agreements = list(_agreements(sentence, language, dates))
    events = list(_events(sentence, language, dates))
    return [*agreements, *events, *filter(None, map(_signing, agreements))]


def _agreements(sentence, language, dates):
    for act, verbs in ACTS[language].items():
        for verb in verbs.finditer(sentence):
            for start, end, head in find_instruments(sentence, language, verb):
                title = clean_title(sentence[start:end])
                values, doubts = _when(sentence, language, dates, (start, end))
                values |= {"type": head.lastgroup, "act": act} | find_place(sentence, language)
                if only_points_back(sentence, language, start, head, end):
                    doubts.append(_points_back(sentence[start:end]))
                yield Proposal("agreement", title, values, tuple(doubts))


def _events(sentence, language, dates):
    nouns, verb = EVENTS[language], HELD[language].search(sentence)
    if verb and (found := find_held_event(sentence, language, verb)):
        yield _event(sentence, language, dates, found)
    if language == "en":
        visit = re.search(r"\b[Dd]uring (?:the|an?|his|her|their) (visit\b[^,;]{0,100})", sentence)
        if visit and "visit" not in (found.lastgroup for found in nouns.finditer(visit[1][5:])):
            yield _event(sentence, language, dates, (*visit.span(1), "visit"))


def _event(sentence, language, dates, found):
    start, end, type_ = found
    end = min([clue.start for clue in dates if clue.value and start < clue.start < end] or [end])
    end = start + len(re.sub(r"(?:\s+(?:on|in|of|в|с))?\s*$", "", sentence[start:end]))
    values, doubts = _when(sentence, language, dates, (start, end))
    values.pop("validity", None)
    values |= {"type": type_} | find_format(sentence, language)
    if values.get("format") != "online":
        values |= find_place(sentence, language)
    head = EVENTS[language].search(sentence, start, end)
    if head and only_points_back(sentence, language, start, head, end):
        doubts.append(_points_back(sentence[start:end]))
    return Proposal("event", clean_title(sentence[start:end]), values, tuple(doubts))


def _signing(agreement):
    """Return the Proposal for the signing as an event; None without its day or city."""
    values = agreement.values
    if values["act"] != "signed" or not (len(values.get("when", "")) == 10 or values.get("city")):
        return None
    shared = {name: values[name] for name in ("when", "venue", "city", "country") if name in values}
    title = str(_("Signing: %s") % agreement.title)
    return Proposal(
        "event", title, {"type": "signing", **shared, "own_title": True}, agreement.doubts
    )


def _when(sentence, language, dates, span):
    """Return the date values of an act, and the doubts about them."""
    values, doubts = {}, []
    exact = [clue for clue in dates if clue.value and clue.value.precision != "interval"]
    exact = [clue for clue in exact if not span[0] <= clue.start < span[1] or len(exact) == 1]
    for clue in dates:
        if clue.value and clue.value.precision == "interval":
            values["validity"] = clue.value.edtf
            doubts.append(_("“%s” is a period, not the date of the act") % clue.text)
    if len(exact) == 1:
        values["when"] = exact[0].value.edtf
    elif exact:
        doubts.append(_("the sentence gives several dates"))
    else:
        doubts += [f"“{clue.text}”: {clue.doubt}" for clue in dates if not clue.value]
        pointing = POINTING_TIME[language].search(sentence)
        if pointing:
            doubts.append(_("“%s” does not say which event, or when") % pointing[0])
        elif not dates:
            doubts.append(_("the sentence gives no date"))
    return values, doubts


def _points_back(words):
    return _("“%s” points to something that is named elsewhere") % words.strip()
