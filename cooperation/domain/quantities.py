"""Numbers with their precision as the source gives it: "over 400" is not 400."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from cooperation.domain.errors import DomainError, as_typed
from cooperation.domain.numbers import DECIMAL_SIGNS, TwoReadingsError, read_number

QUALIFIERS = (
    ("exactly", _("exactly")), ("over", _("over")), ("at_least", _("at least")),
    ("under", _("under")), ("at_most", _("at most")), ("around", _("around")),
    ("about", _("about")),
)  # fmt: skip
"""Key and label of how exact a number is."""

_LANGUAGES = ("en", "ru", "uz")
_PRINTED = {
    "exactly": ("{}", "{}", "{}"),
    "over": ("over {}", "более {}", "{} dan ortiq"),
    "at_least": ("at least {}", "не менее {}", "kamida {}"),
    "under": ("under {}", "менее {}", "{} dan kam"),
    "at_most": ("at most {}", "не более {}", "koʻpi bilan {}"),
    "around": ("around {}", "около {}", "{} ga yaqin"),
    "about": ("about {}", "примерно {}", "taxminan {}"),
}  # fmt: skip
_TYPED = {  # "…" stands for a number that comes before; the first column belongs to no language
    "exactly": ("", "exactly", "ровно/точно", "aniq/аниқ"),
    "over": (">", "over/more than/above", "более/больше/свыше", "…dan ortiq/…дан ортиқ/…dan kop"),
    "at_least": (">=/≥/…+", "at least/no less than/no fewer than", "не менее", "kamida/камида"),
    "under": ("<", "under/less than/fewer than/below", "менее/меньше", "…dan kam/…дан кам"),
    "at_most": ("<=/≤", "at most/no more than/up to", "не более/до", "kopi bilan/кўпи билан"),
    "around": ("≈", "around", "около", "…ga yaqin/…га яқин/chamasi/чамаси"),
    "about": ("~", "about/approximately/roughly", "примерно/приблизительно", "taxminan/тахминан"),
}
_READINGS = {
    phrase: (qualifier, language)
    for qualifier, columns in _TYPED.items()
    for language, phrases in zip(("", *_LANGUAGES), columns, strict=True)
    for phrase in phrases.split("/")
}
_PARTS = re.compile(r"([^0-9]*?) ?([0-9](?:[0-9., ]*[0-9])?)(?: ?(?:ta|та))?-? ?([^0-9]*)")


class QuantityError(DomainError):
    """A text that is not a number."""


@dataclass(frozen=True)
class Quantity:
    """A number with how exact it is (a key of QUALIFIERS) and what it counts."""

    value: Decimal
    qualifier: str = "exactly"
    unit: str = ""

    def __post_init__(self):
        if self.qualifier not in _TYPED:
            raise ValueError(f"{self.qualifier!r} is none of {', '.join(_TYPED)}")


def format_quantity(quantity, language="en"):
    """Return a Quantity in words; in English for a language other than en, ru and uz."""
    column = {"ru": 1, "uz": 2}.get(language.lower().replace("_", "-").split("-")[0], 0)
    number = f"{quantity.value:,f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    if column > 0:
        number = number.translate({ord(","): "\N{NO-BREAK SPACE}", ord("."): ","})
    text = _PRINTED[quantity.qualifier][column].format(number)
    return f"{text} {quantity.unit}".rstrip()


def parse_quantity(text):
    """Read a number and how exact it is, in English, Russian or Uzbek ("over 400", "~200").

    Raises QuantityError, which names the text as typed and says what to type instead.
    """
    simple = unicodedata.normalize("NFC", text if len(text) <= 100 else "").casefold()
    simple = " ".join(re.sub("['‘’ʻʼ`]", "", simple).split())
    if match := _PARTS.fullmatch(simple):
        before, number, after = match.groups()
        qualifier, language = _READINGS.get(f"{before}…{after}" if after else before, (None, ""))
        if qualifier and (value := _read_number(number, language, text)) is not None:
            return Quantity(value, qualifier)
    raise QuantityError(
        _(
            "“%(typed)s” is not a number that can be read. Type a number such as 400 or 2.5, alone "
            "or after “over”, “at least”, “under”, “at most”, “around” or “about”."
        ),
        {"typed": as_typed(text)},
    )


def _read_number(number, language, typed):
    """Return the number or None; what we print ourselves is read in its own language."""
    try:
        return read_number(number, language)
    except TwoReadingsError as two:
        if DECIMAL_SIGNS.get(language, "-") in number:
            return two.fraction
        raise QuantityError(two.message, two.params | {"typed": as_typed(typed)}) from two
