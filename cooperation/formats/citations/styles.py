"""Citations for readers: APA 7, Chicago 17 and GOST R 7.0.5-2008."""

import re

from django.utils.text import capfirst

from cooperation.domain.dates import format_partial_date
from cooperation.domain.dates.months import ENGLISH
from cooperation.formats.citations.authors import name_of

ACCESS_DAY = "дд.мм.гггг"
"""Placeholder in a GOST reference for the day of access, which the reader fills in."""

GOST_AUTHORS = 3
"""A reference with more authors begins with the title."""


def with_full_stop(text):
    """Add a full stop unless the text ends with a sentence mark."""
    return text if re.search(r"[.?!…]”?$", text) else f"{text}."


def _listed(names, last):
    """Join names with commas, and ``last`` before the last one."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + last + names[-1]


def _month_first(point):
    """Return a Point as American styles print it: “March 14, 2022”."""
    month = point.month and ENGLISH[point.month - 1]
    day = f" {point.day}," if point.day else ""
    return f"{month}{day} {point.year}" if month else str(point.year)


def apa(citation):
    """Return the entry of a reference list in the style of APA, 7th edition (10.16)."""
    names = [name_of(author) for author in citation.authors]
    printed = [f"{name.family}, {name.initials}" if name.given else name.family for name in names]
    day = f"({_apa_date(citation)})."
    site = f"In {citation.site}." if citation.is_entry else with_full_stop(citation.site)
    origin = f" [{capfirst(citation.origin)}]" if citation.origin else ""
    title = with_full_stop(f"{citation.title}{origin}")
    if not printed:
        return f"{title} {day} {site} {citation.url}"
    authors = with_full_stop(_listed(printed, ", & "))
    return f"{authors} {day} {title} {site} {citation.url}"


def _apa_date(citation):
    when = citation.page_date
    if when is None:
        return "n.d."
    if not when.is_plain:
        return format_partial_date(when, "en")
    point = when.start
    words = _month_first(point).removesuffix(str(point.year)).rstrip(" ,")
    return f"{point.year}, {words}" if words else str(point.year)


def chicago(citation):
    """Return the entry of a bibliography in Chicago style, 17th edition (14.206–14.210)."""
    names = [name_of(author) for author in citation.authors]
    title = f"“{with_full_stop(_inner_quotes(citation.title))}”"
    origin = [with_full_stop(capfirst(citation.origin))] if citation.origin else []
    date = f"{_chicago_date(citation)}."
    parts = [title, *origin, f"{citation.site}.", date, f"{citation.url}."]
    if names:
        printed = [names[0].inverted, *(citation.authors[1:])]
        parts.insert(0, with_full_stop(_listed(printed, ", and ")))
    return " ".join(parts)


def _chicago_date(citation):
    when = None if citation.is_entry else citation.date
    if when is None:
        modified = citation.last_change
        return f"Last modified {_month_first(modified.start)}"
    words = _month_first(when.start) if when.is_plain else format_partial_date(when, "en")
    return words[0].upper() + words[1:]


def _inner_quotes(text):
    """Replace double quotation marks by single ones, for use within quotation marks."""
    return text.translate(str.maketrans("“”", "‘’"))


def gost(citation, accessed=ACCESS_DAY):
    """Return the reference to an electronic resource after GOST R 7.0.5-2008 (10).

    The fixed words are in Russian, as in the standard, for pages in any language.
    """
    names = [name_of(author) for author in citation.authors]
    printed = [f"{name.family} {name.initials}".strip() for name in names]
    head = f"{citation.title} : {citation.origin}" if citation.origin else citation.title
    if len(printed) > GOST_AUTHORS:
        head = f"{head} / {printed[0]} [и др.]"
    elif printed:
        head = f"{with_full_stop(', '.join(printed))} {head}"
    day = "" if citation.is_entry else f"{_gost_date(citation.date)} "
    changed = f"Дата обновления: {_numeric(citation.modified)}."
    return (
        f"{head} [Электронный ресурс] // {citation.site}. {day}{changed} "
        f"URL: {citation.url} (дата обращения: {accessed})."
    )


def _gost_date(when):
    if when is None:
        return "[Б. г.]."
    if when.is_plain and when.start.day:
        return f"{_numeric(when.earliest)}."
    words = format_partial_date(when, "ru") if not when.is_plain or when.start.month else ""
    words = words or str(when.start.year)
    return f"{words[0].upper()}{words[1:]}."


def _numeric(day):
    return f"{day:%d.%m.%Y}"
