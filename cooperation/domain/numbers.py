"""Numbers as people write them: signs that group digits, and signs that begin the decimals.

English groups digits by commas and has a decimal point; Russian and Uzbek group them by spaces and
have a decimal comma. Other languages group by points or apostrophes, and writers carry that over.
"""

import re
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from cooperation.domain.errors import DomainError, as_typed

DECIMAL_SIGNS = {"en": ".", "ru": ",", "uz": ","}
"""Language to the sign that begins its decimals."""

SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_SPACE = re.compile(f"[{SPACES}]")
_PLAIN = re.compile(r"(?P<whole>[0-9]{1,15})(?:[.,](?P<decimals>[0-9]{1,9}))?")
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<sign>[ .,'’])[0-9]{3}(?:(?P=sign)[0-9]{3}){0,3})"
    r"(?:(?!(?P=sign))[.,](?P<decimals>[0-9]{1,9}))?"
)
_TWO_READINGS = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")


class TwoReadingsError(DomainError):
    """A number such as “1.500”: one and a half, or fifteen hundred."""

    def __init__(self, typed):
        self.whole = Decimal(re.sub("[.,]", "", typed))
        self.fraction = Decimal(typed.replace(",", "."))
        super().__init__(
            _("“%(typed)s” can be read in two ways. Type %(whole)s or %(fraction)s."),
            {
                "typed": as_typed(typed),
                "whole": f"{self.whole:f}",
                "fraction": plain_number(self.fraction),
            },
        )


def read_number(text, language=""):
    """Return the Decimal that a text writes in a language; None if it is no such number.

    Raises TwoReadingsError for one sign before three digits, except for the comma of English.
    """
    text = _SPACE.sub(" ", text.strip())
    if (match := _TWO_READINGS.fullmatch(text)) and (language, match[1]) != ("en", ","):
        raise TwoReadingsError(text)
    if match := _GROUPED.fullmatch(text) or _PLAIN.fullmatch(text):
        digits, decimals = re.sub("[^0-9]", "", match["whole"]), match["decimals"]
        return Decimal(f"{digits}.{decimals}" if decimals else digits)
    return None


def plain_number(value):
    """Return a Decimal as text that ``read_number`` reads in one way only."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}0" if _TWO_READINGS.fullmatch(text) else text
