"""Names of the months: labels for messages, names to print and every form an editor may type."""

from django.utils.translation import gettext_lazy as _

_MONTHS = (
    (_("January"), "January", "январь", "января", "yanvar", "jan yan январе январ янв"),
    (_("February"), "February", "февраль", "февраля", "fevral", "feb fev феврале феврал фев февр"),
    (_("March"), "March", "март", "марта", "mart", "mar марте мар"),
    (_("April"), "April", "апрель", "апреля", "aprel", "apr апреле апрел апр"),
    (_("May"), "May", "май", "мая", "may", "мае"),
    (_("June"), "June", "июнь", "июня", "iyun", "jun июне июн"),
    (_("July"), "July", "июль", "июля", "iyul", "jul июле июл"),
    (_("August"), "August", "август", "августа", "avgust", "aug avg августе авг"),
    (
        *(_("September"), "September", "сентябрь", "сентября", "sentabr"),
        "sep sept sen sentyabr сентябре сентябр сен сент",
    ),
    (
        *(_("October"), "October", "октябрь", "октября", "oktabr"),
        "oct okt oktyabr октябре октябр окт",
    ),
    (_("November"), "November", "ноябрь", "ноября", "noyabr", "nov noy ноябре ноябр ноя нояб"),
    (_("December"), "December", "декабрь", "декабря", "dekabr", "dec dek декабре декабр дек"),
)
"""Label in the language of the reader (Django's own catalogue translates it), English, Russian
nominative and genitive, Uzbek, and what else may be typed: Russian prepositional, Uzbek in
Cyrillic and in the older Latin spelling, and the usual short forms."""

MONTH_LABELS, ENGLISH, RUSSIAN, RUSSIAN_GENITIVE, UZBEK, _OTHER_FORMS = zip(*_MONTHS, strict=True)

MONTH_NUMBERS = {
    name.casefold(): number
    for number, (_label, *names, other_forms) in enumerate(_MONTHS, start=1)
    for name in (*names, *other_forms.split())
}
"""Each form, casefolded and without its full stop, to 1–12."""
