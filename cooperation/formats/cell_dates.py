"""How precise a date in a spreadsheet is: its number format decides what a reader sees of it.

A cell holds a day even if somebody typed “March 2022”; only its format, mmm-yy, says that the day
is made up (ECMA-376 part 1, 18.8.30 and 18.8.31).
"""

import re
from datetime import date, datetime, time
from functools import cache

_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].')
_BRACKETS = re.compile(r"\[(?!(?:h+|m+|s+)\])[^\]]*\]")
_PARTS = re.compile(r"am/pm|a/p|y+|m+|d+|\[?h+\]?|\[?s+\]?|\.0+|[a-zа-яё]+")
_FORMS = {("y",): "%Y", ("m", "y"): "%Y-%m", ("d", "m", "y"): "%Y-%m-%d"}


def date_text(value, number_format):
    """Return a date of a cell as text, as precise as its number format; None if that is unclear.

    A time of day stands behind a whole day if the format shows it.
    """
    parts = _shown(number_format) or ()
    days = tuple(part for part in parts if part in "dmy")
    if parts == ("h",) and isinstance(value, time):
        return value.isoformat()
    if days not in _FORMS or not isinstance(value, date) or {"d", "w"} & {*parts} == {"w"}:
        return None
    text = f"{value.year:04}{value.strftime(_FORMS[days].removeprefix('%Y'))}"
    if "h" in parts and isinstance(value, datetime) and value.time() != time():
        return f"{text} {value.time().isoformat()}" if days == ("d", "m", "y") else None
    return text


@cache
def _shown(number_format):
    """Return the letters of what a format shows, in their order; None if that is unclear.

    They are y, m, d, w (day of the week) and h (any time of the day). Sections after the first are
    for other values, unless a condition chooses between them.
    """
    plain = _LITERAL.sub("", number_format.casefold())
    sections = plain.split(";")
    if not any(sign in plain for sign in "<>="):
        sections = sections[:1]
    found = {_of_section(_BRACKETS.sub("", section)) for section in sections}
    return found.pop() if len(found) == 1 else None


def _of_section(section):
    pieces = _PARTS.findall(section)
    shown = set()
    for place, piece in enumerate(pieces):
        letter = piece.strip("[]")[0]
        before = pieces[place - 1].strip("[]")[0] if place else ""
        after = pieces[place + 1].strip("[]")[0] if place + 1 < len(pieces) else ""
        if letter == "m" and (before == "h" or after == "s" or piece.startswith("[")):
            letter = "h"
        if piece in ("ddd", "dddd"):
            letter = "w"
        if letter in "hs." or piece in ("am/pm", "a/p"):
            letter = "h"
        if letter not in "ymdwh":
            return None
        shown.add(letter)
    return tuple(sorted(shown))
