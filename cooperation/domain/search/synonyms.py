"""Words by which people look for a kind or a type of record, in each language.

They are terms of the title, so that “MoU” finds a memorandum that is not called so.
"""

from functools import cache

from django.utils.translation import override

from cooperation.domain import vocabulary
from cooperation.domain.languages import CODES
from cooperation.domain.search.folding import STEM_MARK, searched_tokens, terms

TYPES = {
    "agreement": vocabulary.AgreementType,
    "event": vocabulary.EventType,
    "initiative": vocabulary.InitiativeType,
}
"""Kinds whose records are found by the label of their type."""

SYNONYMS = {
    ("agreement", ""): {
        "en": "agreement treaty accord pact instrument",
        "ru": "соглашение договор договорённость пакт",
        "uz": "bitim shartnoma kelishuv",
    },
    ("agreement", "memorandum"): {
        "en": "MoU MoUs memorandum",
        "ru": "МоВ меморандум",
        "uz": "memorandum",
    },
    ("agreement", "roadmap"): {"en": "road-map", "ru": "дорожная карта", "uz": "yoʻl xaritasi"},
    ("agreement", "action_plan"): {"en": "programme", "ru": "программа", "uz": "dastur"},
    ("agreement", "convention"): {"en": "covenant", "ru": "конвенция", "uz": "konvensiya"},
    ("event", ""): {"en": "event", "ru": "мероприятие событие", "uz": "tadbir"},
    ("event", "conference"): {
        "en": "summit forum symposium congress",
        "ru": "саммит форум симпозиум съезд",
        "uz": "sammit forum anjuman",
    },
    ("event", "meeting"): {
        "en": "session talks consultations negotiations",
        "ru": "заседание переговоры консультации совещание",
        "uz": "yigʻilish muzokara majlis",
    },
    ("event", "visit"): {"en": "trip", "ru": "поездка", "uz": "safar"},
    ("event", "training"): {
        "en": "course seminar workshop",
        "ru": "курс семинар тренинг",
        "uz": "kurs seminar trening",
    },
    ("council", ""): {"en": "council committee", "ru": "совет комитет", "uz": "kengash qoʻmita"},
    ("initiative", ""): {"en": "initiative", "ru": "инициатива", "uz": "tashabbus"},
    ("initiative", "programme"): {"en": "program", "ru": "программа", "uz": "dastur"},
    ("partner", "state"): {
        "en": "country state",
        "ru": "страна государство",
        "uz": "mamlakat davlat",
    },
    ("partner", "organization"): {
        "en": "organisation",
        "ru": "организация",
        "uz": "tashkilot",
    },
}
"""(kind, type) to further words; the type is empty for all records of a kind."""


KIND_MARK = "·"
"""Ends a term that tells the kind of a record and is not a word of its texts."""


@cache
def kind_terms(kind, type_=""):
    """Return the terms of the words for a kind and type of record: synonyms and labels.

    Abbreviations have no stem: that of “MoUs” is also that of “mouse”.
    """
    found = {}
    for code in CODES:
        for text in _words(kind, type_, code):
            for token in searched_tokens(text):
                own = terms(token.word, code)
                if not token.word[1:].islower():
                    own = [term for term in own if STEM_MARK not in term]
                found.update(dict.fromkeys(own))
    return tuple(f"{term}{KIND_MARK}" for term in found)


def terms_by_kind(word, language=""):
    """Return the terms by which a word finds records of a kind."""
    return tuple(f"{term}{KIND_MARK}" for term in terms(word, language))


def _words(kind, type_, code):
    for key in dict.fromkeys([(kind, ""), (kind, type_)]):
        yield SYNONYMS.get(key, {}).get(code, "")
    if kind in TYPES and type_ in TYPES[kind] and type_ != "other":
        with override(code):
            yield str(TYPES[kind](type_).label)
