"""Partial dates in words for readers, in English, Russian and Uzbek.

``PartialDate.parse`` reads back every text printed here, so an editor can copy it into a form.
"""

from cooperation.domain.dates.months import ENGLISH, RUSSIAN, RUSSIAN_GENITIVE, UZBEK
from cooperation.domain.dates.point import OPEN, UNKNOWN, Point


class _English:
    about, approximate, uncertain = "about {date}", "approximate", "uncertain"
    dash = "–"  # between words that stand with spaces around it
    mixed = "from {start}{start_note} to {end}{end_note}"
    around = "about "
    ends = {
        ("end", OPEN): "since {around}{date}",
        ("start", OPEN): "until {around}{date}",
        ("end", UNKNOWN): "from {around}{date}, end unknown",
        ("start", UNKNOWN): "until {around}{date}, start unknown",
    }

    def month(self, point, genitive=False):
        return ENGLISH[point.month - 1]

    def point(self, point, genitive=False):
        year, month = f"{point.year:04}", point.month and self.month(point, genitive)
        return " ".join(str(part) for part in (point.day, month, year) if part)

    def start(self, point):
        """Return the point as the start of an interval."""
        return self.point(point)

    def end(self, point):
        """Return the point as the end of an interval."""
        return self.point(point)

    def years(self, start, end, genitive=False):
        return f"{start.year:04}–{end.year:04}"

    def span(self, start, end, genitive=False):
        last = self.point(end, genitive)
        if start.precision != end.precision or start.year != end.year:
            if start.precision == end.precision == "year":
                return self.years(start, end, genitive)
            return f"{self.point(start, genitive)} {self.dash} {last}"
        if start.precision == "month":
            return self.months(start, genitive) + last
        if start.month == end.month:
            return f"{start.day}–{last}"
        return f"{start.day} {self.month(start, genitive)} {self.dash} {last}"

    def months(self, start, genitive):
        return f"{self.month(start, genitive)}–"


class _Russian(_English):
    about, approximate, uncertain = "около {date}", "примерно", "предположительно"
    dash = "—"
    mixed = "{start}{start_note} по {end}{end_note}"
    around = "примерно "
    ends = {  # “до 2022 года” would leave 2022 out
        ("end", OPEN): "{around}{date}",
        ("start", OPEN): "{around}по {date}",
        ("end", UNKNOWN): "{around}{date}, окончание неизвестно",
        ("start", UNKNOWN): "{around}по {date}, начало неизвестно",
    }

    def month(self, point, genitive=False):
        return (RUSSIAN_GENITIVE if genitive or point.day else RUSSIAN)[point.month - 1]

    def point(self, point, genitive=False):
        year = "год" if point.precision == "year" and not genitive else "года"
        return f"{super().point(point, genitive)} {year}"

    def start(self, point):
        preposition = "со" if point.day == 2 else "с"  # со второго
        return f"{preposition} {self.point(point, genitive=True)}"

    def months(self, start, genitive):
        return f"{self.month(start, genitive)} {self.dash} "

    def years(self, start, end, genitive=False):
        return f"{super().years(start, end)} {'годов' if genitive else 'годы'}"


class _Uzbek(_English):
    about, approximate, uncertain = "taxminan {date}", "taxminan", "aniq emas"
    mixed = "{start}dan{start_note} {end}gacha{end_note}"
    around = "taxminan "
    ends = {
        ("end", OPEN): "{around}{date}dan boshlab",
        ("start", OPEN): "{around}{date}gacha",
        ("end", UNKNOWN): "{around}{date}dan boshlab, tugashi nomaʼlum",
        ("start", UNKNOWN): "{around}{date}gacha, boshlanishi nomaʼlum",
    }

    def month(self, point, genitive=False):
        return f"{point.day}-{UZBEK[point.month - 1]}" if point.day else UZBEK[point.month - 1]

    def point(self, point, genitive=False):
        year = f"{point.year:04}-yil"
        return f"{year} {self.month(point)}" if point.month else year

    def start(self, point):
        month = " oyi" if point.precision == "month" else ""  # mart oyidan, not martdan
        return f"{self.point(point)}{month}"

    end = start

    def years(self, start, end, genitive=False):
        return f"{super().years(start, end)}-yillar"

    def span(self, start, end, genitive=False):
        if start.precision != end.precision or start.year != end.year or not start.month:
            return super().span(start, end)
        if start.month == end.month and start.day:
            return f"{start.year:04}-yil {start.day}–{self.month(end)}"
        return f"{self.point(start)}{' – ' if start.day else '–'}{self.month(end)}"


_LANGUAGES = {"en": _English(), "ru": _Russian(), "uz": _Uzbek()}


def format_partial_date(value, language="en"):
    """Return a PartialDate in words.

    ``language`` is a code such as "ru" or "uz-latn", English by default; the active translation
    is ignored, so that a page can show a date in several languages.
    """
    words = _LANGUAGES.get(language.lower().split("-")[0].split("_")[0], _LANGUAGES["en"])
    start, end = value.start, value.end
    if end is None:
        return _whole(words, words.point, start.qualifier, start)
    for side, known, limit in (("end", start, end), ("start", end, start)):
        if not isinstance(limit, Point):
            around = words.around if known.qualifier in ("~", "%") else ""
            date = words.start(known) if side == "end" else words.end(known)
            text = words.ends[side, limit].format(around=around, date=date)
            return _doubted(words, text, known.qualifier)
    if start.qualifier == end.qualifier:
        return _whole(words, words.span, start.qualifier, start, end)
    return words.mixed.format(
        start=words.start(start),
        end=words.end(end),
        start_note=_note(words, start.qualifier),
        end_note=_note(words, end.qualifier),
    )


def _whole(words, phrase, qualifier, *points):
    if qualifier in ("~", "%"):
        text = words.about.format(date=phrase(*points, genitive=True))
    else:
        text = phrase(*points)
    return _doubted(words, text, qualifier)


def _doubted(words, text, qualifier):
    return f"{text} ({words.uncertain})" if qualifier in ("?", "%") else text


def _note(words, qualifier):
    notes = {"~": [words.approximate], "?": [words.uncertain]}
    notes["%"] = notes["~"] + notes["?"]
    return f" ({', '.join(notes[qualifier])})" if qualifier else ""
