"""One value of a record as the text of one cell, and back.

Cells hold what machines keep (keys of choices, EDTF, addresses), so that a table says the same in
every language; labels and dates in words are read as well.
"""

from functools import cache

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cooperation.domain.errors import as_typed
from cooperation.domain.languages import CODES
from cooperation.domain.texts.cleaning import clean_prose
from cooperation.snapshots.references import json_value

BETWEEN = "; "
"""Stands between several values in one cell, as in the exports for readers."""


def joined(values):
    """Return several texts as one cell; a semicolon within one gets a backslash."""
    return BETWEEN.join(value.replace("\\", "\\\\").replace(";", "\\;") for value in values)


def split(text):
    """Return the texts in a cell that ``joined`` made, each once, in their order."""
    parts, part, signs = [], "", iter(text)
    for sign in signs:
        if sign == "\\":
            part += next(signs, "\\")
        elif sign == ";":
            parts.append(part)
            part = ""
        else:
            part += sign
    found = (" ".join(each.split()) for each in [*parts, part])
    return list(dict.fromkeys(each for each in found if each))


def is_same(one, other):
    """Whether two cells say the same: spreadsheets change the ends of lines and of texts.

    What a text may not hold, and exports leave out, makes no difference.
    """
    return _plain(one) == _plain(other)


def _plain(text):
    return "\n".join(line.rstrip() for line in clean_prose(text).strip().splitlines())


def text_of(value):
    """Return a value of a snapshot as the text of a cell."""
    if isinstance(value, list):  # the natural key of a record
        return value[1]
    return "" if value is None else str(value)


def value_of(field, text):
    """Return the value of a snapshot that a cell names; raises ValidationError with the remedy."""
    row = field.model()
    if not text:
        return json_value(field, row) if field.has_default() else _nothing(field)
    value = _choice(field, text) if field.choices else field.clean(text, row)
    setattr(row, field.attname, value)
    return json_value(field, row)


def _nothing(field):
    return None if field.null else ""


def _choice(field, text):
    names = _names(field)
    if text.casefold() not in names:
        raise ValidationError(
            _("“%(typed)s” is none of the choices. Type one of: %(choices)s."),
            params={
                "typed": as_typed(text),
                "choices": ", ".join(key for key, _label in field.flatchoices if key),
            },
        )
    return names[text.casefold()]


@cache
def _names(field):
    """Return {key or label in any language: key} of the choices of a field."""
    choices = [(key, label) for key, label in field.flatchoices if key]
    labels = {text: key for key, label in choices for text in in_every_language(label.__str__)}
    return labels | {key: key for key, _label in choices}


def in_every_language(text):
    """Return the set of what a function returns in each language of the site, in lower case."""
    found = set()
    for code in CODES:
        with translation.override(code):
            found.add(text().casefold())
    return found
