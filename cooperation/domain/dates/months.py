"""Names of the months: for printing, and every form that editors may type."""

_MONTHS = (
    ("January", "январь", "января", "yanvar", "jan yan январе январ янв"),
    ("February", "февраль", "февраля", "fevral", "feb fev феврале феврал фев февр"),
    ("March", "март", "марта", "mart", "mar марте мар"),
    ("April", "апрель", "апреля", "aprel", "apr апреле апрел апр"),
    ("May", "май", "мая", "may", "мае"),
    ("June", "июнь", "июня", "iyun", "jun июне июн"),
    ("July", "июль", "июля", "iyul", "jul июле июл"),
    ("August", "август", "августа", "avgust", "aug avg августе авг"),
    (
        *("September", "сентябрь", "сентября", "sentabr"),
        "sep sept sen sentyabr сентябре сентябр сен сент",
    ),
    ("October", "октябрь", "октября", "oktabr", "oct okt oktyabr октябре октябр окт"),
    ("November", "ноябрь", "ноября", "noyabr", "nov noy ноябре ноябр ноя нояб"),
    ("December", "декабрь", "декабря", "dekabr", "dec dek декабре декабр дек"),
)
"""English, Russian nominative and genitive, Uzbek, and what else may be typed: Russian
prepositional, Uzbek in Cyrillic and in the older Latin spelling, and the usual short forms."""

ENGLISH, RUSSIAN, RUSSIAN_GENITIVE, UZBEK, _OTHER_FORMS = zip(*_MONTHS, strict=True)

MONTH_NUMBERS = {
    name.casefold(): number
    for number, (*names, other_forms) in enumerate(_MONTHS, start=1)
    for name in (*names, *other_forms.split())
}
"""Each form, casefolded and without its full stop, to 1–12."""
