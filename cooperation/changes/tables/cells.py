"""One value of a record as the text of one cell, and back.

Cells hold what machines keep (keys of choices, EDTF, addresses), so that a table says the same in
every language; labels and dates in words are read as well. Messages name labels.
"""

from functools import cache

from django.core.exceptions import ValidationError
from django.db.models import IntegerField
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cooperation.domain import languages
from cooperation.domain.basis import FOR_GAPS, NOT_CHECKED
from cooperation.domain.errors import as_typed
from cooperation.domain.languages import CODES
from cooperation.domain.numbers import TwoReadingsError, plain_number, read_number
from cooperation.domain.texts.cleaning import clean_prose
from cooperation.domain.texts.folding import label_key
from cooperation.formats.formulas import is_error
from cooperation.snapshots.references import json_value

TOO_LONG = _("(too long for a cell; change it in the form)")
"""Stands in XLSX for a text that is longer than its cells can be; an import leaves the text."""

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


def is_left_out(text):
    """Whether a cell only says that the text has no room in it."""
    return label_key(text) in _left_out()


@cache
def _left_out():
    return in_every_language(TOO_LONG.__str__)


def check_no_error(text):
    """Raise ValidationError for what a spreadsheet shows instead of a value, and for formulas."""
    if is_error(text):
        raise ValidationError(
            _("“%(typed)s” is an error of a spreadsheet. Correct the formula, or type the value."),
            params={"typed": as_typed(text)},
        )


def without_gap(text):
    """Return a cell of a list for readers; "" for one that only says why there is no value."""
    return "" if label_key(text) in _gaps() else text


@cache
def _gaps():
    labels = (NOT_CHECKED, *(basis.label for basis in FOR_GAPS))
    return {text for label in labels for text in in_every_language(label.__str__)}


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
    if field.choices:
        value = _choice(field, text)
    else:
        value = field.clean(_number(text) if isinstance(field, IntegerField) else text, row)
    setattr(row, field.attname, value)
    return json_value(field, row)


def _number(text):
    """Return a number as a field reads it, typed as the language of the page writes it."""
    try:
        number = read_number(text, languages.current())
    except TwoReadingsError as error:
        raise ValidationError(error.message, params=error.params) from error
    return text if number is None else plain_number(number)


def _nothing(field):
    return None if field.null else ""


def _choice(field, text):
    names = _names(field)
    if label_key(text) not in names:
        raise ValidationError(
            _("“%(typed)s” is none of the choices. Type one of: %(choices)s."),
            params={
                "typed": as_typed(text),
                "choices": "; ".join(str(label) for key, label in field.flatchoices if key),
            },
        )
    return names[label_key(text)]


@cache
def _names(field):
    """Return {key or label in any language: key} of the choices of a field."""
    choices = [(key, label) for key, label in field.flatchoices if key]
    labels = {text: key for key, label in choices for text in in_every_language(label.__str__)}
    return labels | {label_key(key): key for key, _label in choices}


def in_every_language(text):
    """Return the set of what a function returns in each language of the site, as keys."""
    found = set()
    for code in CODES:
        with translation.override(code):
            found.add(label_key(text()))
    return found
