"""Words for agreements and events in English, Russian and Uzbek."""

import re

_INSTRUMENTS = {
    "en": {
        "memorandum": r"memorandum of (?:understanding|cooperation)|memorandum|MoU",
        "action_plan": r"(?:joint )?action plan|plan of action|joint plan",
        "roadmap": r"road ?map",
        "declaration": "declaration",
        "convention": "convention",
        "protocol": "protocol",
        "resolution": "resolution",
        "strategy": "strategy",
        "other": r"agreement|treaty|joint statement|communiqu[eé]|charter|pact|accord",
    },
    "ru": {
        "memorandum": r"меморандум\w{0,2}(?: о взаимопонимании)?",
        "action_plan": r"план\w{0,2} (?:совместных )?действий",
        "roadmap": r"дорожн\w{2,3} карт\w{1,2}",
        "declaration": r"деклараци[яию]",
        "convention": r"конвенци[яию]",
        "protocol": r"протокол\w{0,2}",
        "resolution": r"резолюци[яию]",
        "strategy": r"стратеги[яию]",
        "other": r"соглашени[ея]|договор[аы]?|коммюнике|харти[яию]|заявлени[ея]",
    },
    "uz": {
        "memorandum": r"memorandum\w*|меморандум\w*",
        "action_plan": r"(?:harakatlar|chora-tadbirlar) rejasi\w*|ҳаракатлар режаси\w*",
        "roadmap": r"yo[ʻ'‘’]l xaritasi\w*|йўл харитаси\w*",
        "declaration": r"deklaratsiya\w*|декларация\w*",
        "convention": r"konvensiya\w*|конвенция\w*",
        "protocol": r"protokol\w*|bayonnoma\w*|протокол\w*|баённома\w*",
        "resolution": r"rezolyutsiya\w*|резолюция\w*",
        "strategy": r"strategiya\w*|стратегия\w*",
        "other": r"bitim\w*|shartnoma\w*|kelishuv\w*|битим\w*|шартнома\w*|келишув\w*",
    },
}
_EVENTS = {
    "en": {
        "conference": r"conference|forum|summit|symposium|congress",
        "meeting": r"meeting|session|consultations|round ?table",
        "training": r"seminar|workshop|training(?: course)?",
        "visit": "visit",
    },
    "ru": {
        "conference": r"конференци[яию]|форум|саммит|симпозиум|конгресс",
        "meeting": r"встреч[ауи]|заседани[ея]|совещани[ея]|консультации|кругл\w{2} стол",
        "training": r"семинар|тренинг",
        "visit": r"визит",
    },
    "uz": {
        "conference": r"(?:konferensiya|anjuman|forum|sammit)\w{0,3}"
        r"|(?:конференция|анжуман|форум|саммит)\w{0,3}",
        "meeting": r"(?:uchrashuv|yig[ʻ'‘’]ilish|majlis|учрашув|йиғилиш|мажлис)\w{0,3}",
        "training": r"(?:seminar|trening|семинар|тренинг)\w{0,3}",
        "visit": r"(?:tashrif|ташриф)\w{0,3}",
    },
}
_SIGNED = {
    "en": r"signed|initialled",
    "ru": r"подписан\w{0,2}|подписал[аи]?",
    "uz": r"imzolandi|imzolashdi|imzolangan|имзоланди|имзолашди|имзоланган",
}
_ADOPTED = {
    "en": r"adopted|concluded|approved|endorsed",
    "ru": r"принят[аоы]?|приняли|утвержд[её]н[аоы]?|утвердили|заключ[её]н[аоы]?|заключили",
    "uz": r"qabul qilindi|qabul qilishdi|tasdiqlandi|қабул қилинди|қабул қилишди|тасдиқланди",
}
_HELD = {
    "en": r"held|took place|takes place|organi[sz]ed|convened|hosted",
    "ru": r"состоял(?:ся|ась|ось|ись)|прош[ёе]?л[аои]?|провед[её]н[аоы]?|организован[аоы]?",
    "uz": r"bo[ʻ'‘’]lib o[ʻ'‘’]tdi|o[ʻ'‘’]tkazildi|tashkil etildi"
    r"|бўлиб ўтди|ўтказилди|ташкил этилди",
}


def _pattern(table):
    """Return a pattern with a group for each type of the table."""
    groups = "|".join(f"(?P<{type_}>{words})" for type_, words in table.items())
    return re.compile(rf"(?<![\w-])(?:{groups})(?![\w-])", re.IGNORECASE)


def _verbs(words):
    return re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.IGNORECASE)


INSTRUMENTS = {language: _pattern(table) for language, table in _INSTRUMENTS.items()}
EVENTS = {language: _pattern(table) for language, table in _EVENTS.items()}
ACTS = {
    language: {"signed": _verbs(_SIGNED[language]), "adopted": _verbs(_ADOPTED[language])}
    for language in _INSTRUMENTS
}
HELD = {language: _verbs(words) for language, words in _HELD.items()}

POINTING = {
    "en": re.compile(r"(?:the|this|that|these|those|such)\s", re.IGNORECASE),
    "ru": re.compile(r"(?:эт(?:а|от|о|и|у)|данн(?:ая|ый|ое)|указанн(?:ая|ый|ое))\s", re.IGNORECASE),
    "uz": re.compile(r"(?:bu|ushbu|shu|mazkur|бу|ушбу|шу|мазкур)\s", re.IGNORECASE),
}
"""Words before a noun that refers to something named elsewhere."""

POINTING_TIME = {
    "en": re.compile(
        r"\b(?:During|At|In|Within) (?:the|this|that) (?:framework of (?:the|this) )?"
        r"(?:event|forum|conference|meeting|summit|visit|talks)\b"
        r"|\b(?:Under|In) this document\b"
    ),
    "ru": re.compile(
        r"\b(?:В ходе|На|Во время|В рамках) (?:(?:этого|этой|данного|данной)\s)?"
        r"(?:мероприятия|мероприятии|форума|форуме|встречи|встрече|конференции|заседании|визита)\b"
    ),
    "uz": re.compile(
        r"(?:Tadbir|Uchrashuv|Forum|Anjuman|Konferensiya|Yigʻilish|Тадбир|Учрашув|Форум|Анжуман)"
        r"\w*(?: davomida| doirasida| давомида| доирасида|da\b|да\b)"
    ),
}
"""Phrases that refer to an event without naming it."""

COUNTRIES = frozenset(
    (
        *("Uzbekistan", "Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Afghanistan"),
        *("Russia", "China", "France", "Germany", "Italy", "Spain", "Türkiye", "Turkey", "India"),
        *("Japan", "Azerbaijan", "Georgia", "Armenia", "Belarus", "Ukraine", "Iran", "Pakistan"),
        *("Switzerland", "Austria", "Hungary", "Poland", "Qatar", "Egypt", "Korea"),
    )
)
REGIONS = frozenset(("Central Asia", "Asia", "Europe", "Africa", "Central", "East", "West"))
