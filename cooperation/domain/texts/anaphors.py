"""Finds words that refer to something named before: “the Declaration”, “this document”."""

import re

from django.utils.translation import override

from cooperation.domain import vocabulary
from cooperation.domain.kinds import KINDS
from cooperation.domain.texts.name_finder import NameFinder, NameMatch
from cooperation.domain.texts.quotations import include_quotes
from cooperation.domain.texts.spans import Spans

TYPES = {
    "agreement": vocabulary.AgreementType,
    "event": vocabulary.EventType,
    "initiative": vocabulary.InitiativeType,
}
"""The kinds that have types. Keys of nouns are (kind, type); the type may be empty."""

CLASSES = ("agreement", "event", "council", "working_group", "initiative")

OWN_WORDS = {
    "en": {"document": ("agreement", ""), "council": ("council", "")},
    "ru": {
        "декларация/декларации/декларацию/декларацией": ("agreement", "declaration"),
        "меморандум/меморандума/меморандуму/меморандумом/меморандуме": ("agreement", "memorandum"),
        "меморандум о взаимопонимании/меморандума о взаимопонимании/меморандуму о взаимопонимании"
        "/меморандумом о взаимопонимании/меморандуме о взаимопонимании": (
            "agreement",
            "memorandum",
        ),
        "дорожная карта/дорожной карты/дорожной карте/дорожную карту/дорожной картой": (
            "agreement",
            "roadmap",
        ),
        "конвенция/конвенции/конвенцию/конвенцией": ("agreement", "convention"),
        "протокол/протокола/протоколу/протоколом/протоколе": ("agreement", "protocol"),
        "резолюция/резолюции/резолюцию/резолюцией": ("agreement", "resolution"),
        "стратегия/стратегии/стратегию/стратегией": ("agreement", "strategy"),
        "план/плана/плану/планом/плане": ("agreement", "action_plan"),
        "документ/документа/документу/документом/документе": ("agreement", ""),
        "конференция/конференции/конференцию/конференцией": ("event", "conference"),
        "встреча/встречи/встрече/встречу/встречей": ("event", "meeting"),
        "заседание/заседания/заседанию/заседанием/заседании": ("event", "meeting"),
        "совет/совета/совету/советом/совете": ("council", ""),
    },
    "uz": {
        "deklaratsiya": ("agreement", "declaration"),
        "memorandum/anglashuv memorandumi": ("agreement", "memorandum"),
        "yoʻl xaritasi": ("agreement", "roadmap"),
        "konvensiya": ("agreement", "convention"),
        "strategiya": ("agreement", "strategy"),
        "reja": ("agreement", "action_plan"),
        "hujjat": ("agreement", ""),
        "konferensiya": ("event", "conference"),
        "uchrashuv/yigʻilish": ("event", "meeting"),
        "kengash": ("council", ""),
    },
}
"""Further nouns, with their inflected forms. Uzbek endings are added to each form.
"""

UZBEK_ENDINGS = ("", "ning", "ni", "ga", "da", "dan")

_POINTING = {
    "en": r"(?:the|this|that|such)(?: (?:first|second|third|new|newer|older|same|said|updated|"
    r"latest|previous|earlier|above-mentioned|aforementioned|latter|former))*",
    "ru": r"(?:эт(?:а|от|ой|ого|ом|ому|им|у)|данн(?:ая|ый|ой|ого|ом|ому|ым|ую)|"
    r"указанн(?:ая|ый|ой|ого|ом|ому|ым|ую))",
    "uz": r"(?:bu|ushbu|shu|mazkur)",
}
_BEFORE = {
    language: re.compile(rf"(?<!\w){words}\s+$", re.IGNORECASE)
    for language, words in _POINTING.items()
}

_REACH = 200
"""Characters before a noun that are searched for “the” or “this”."""


def noun_finder(language):
    """Return a NameFinder for nouns that can refer to a record."""
    return NameFinder((word, key) for key, word in _words(language))


def _words(language):
    with override(language):
        for kind in CLASSES:
            for short in _short_forms(str(KINDS[kind].label), language):
                yield (kind, ""), short
        for kind, types in TYPES.items():
            for value, label in types.choices:
                for short in _short_forms(str(label), language) if value != "other" else ():
                    yield (kind, value), short
    for forms, key in OWN_WORDS[language].items():
        for form in forms.split("/"):
            for ending in UZBEK_ENDINGS if language == "uz" else ("",):
                yield key, form + ending


def _short_forms(label, language):
    """Yield a label and its short forms: “Joint action plan”, “action plan”, “plan”.

    Russian has none: the noun comes first, as in “Меморандум о взаимопонимании”.
    """
    words = label.split(" of ")[0].split() if language != "ru" else ()
    yield label
    for place in range(len(words)):
        yield " ".join(words[place:])


def find_anaphors(text, language, found, quotations):
    """Return a NameMatch for each noun that refers back, including its “the” or “this”.

    A noun without either refers back if it is capitalised like a name. ``found`` are the matches
    of ``noun_finder``; ``quotations`` are the spans of quotations in the text.
    """
    pointing, quotations = [], Spans(quotations)
    for start, end, keys in found:
        before = _BEFORE[language].search(text, max(0, start - _REACH), start)
        inner = start + (not text[start].isalnum())
        is_name = text[inner].isupper() and (inner > 0 or language != "en")
        if before and _is_outside(before.start(), end, quotations):
            pointing.append(NameMatch(before.start(), end, keys))
        elif is_name:
            pointing.append(NameMatch(start, end, keys))
    return pointing


def _is_outside(start, end, quotations):
    """Whether the words are outside quotations, or a whole one."""
    return include_quotes((start, end), quotations.touching(start, end)) is not None
