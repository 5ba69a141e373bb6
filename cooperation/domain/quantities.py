"""Counted things, never more exact than the source gives them: "over 400" is not 400."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from cooperation.domain.errors import DomainError, as_typed

QUALIFIERS = (
    ("exactly", _("exactly")),
    ("over", _("over")),
    ("at_least", _("at least")),
    ("under", _("under")),
    ("at_most", _("at most")),
    ("around", _("around")),
    ("about", _("about")),
)
"""Key and label of how exact a number is."""

_LANGUAGES = ("en", "ru", "uz")
_PRINTED = {
    "exactly": ("{}", "{}", "{}"),
    "over": ("over {}", "более {}", "{} dan ortiq"),
    "at_least": ("at least {}", "не менее {}", "kamida {}"),
    "under": ("under {}", "менее {}", "{} dan kam"),
    "at_most": ("at most {}", "не более {}", "koʻpi bilan {}"),
    "around": ("around {}", "около {}", "chamasi {}"),
    "about": ("about {}", "примерно {}", "taxminan {}"),
    "more_than": ("more than {}", "более {}", "{} dan ortiq"),
    "less_than": ("less than {}", "менее {}", "{} dan kam"),
    "about_or_more": ("about {} or more", "примерно {} или более", "taxminan {} yoki koʻproq"),
    "about_or_less": ("about {} or less", "примерно {} или менее", "taxminan {} yoki kamroq"),
    "no_bound": (
        "no total: some of the numbers have no upper limit, others no lower one",
        "итога нет: у одних чисел нет верхней границы, у других — нижней",
        "jami yoʻq: ayrim sonlarning yuqori, boshqalarining quyi chegarasi yoʻq",
    ),
}

_TYPED = {
    "exactly": ("", "exactly", "ровно/точно", "aniq/аниқ"),
    "over": (">", "over/more than/above", "более/более чем/больше/свыше",
             "dan ortiq/dan kop/дан ортиқ/дан кўп"),
    "at_least": (">=/≥/+", "at least/no less than/no fewer than/not less than",
                 "не менее/не меньше/минимум/как минимум", "kamida/камида"),
    "under": ("<", "under/less than/fewer than/below", "менее/меньше", "dan kam/дан кам"),
    "at_most": ("<=/≤", "at most/no more than/not more than/up to",
                "не более/не больше/максимум/до", "kopi bilan/кўпи билан"),
    "around": ("", "around", "около", "chamasi/чамаси"),
    "about": ("~/≈", "about/approximately/roughly", "примерно/приблизительно",
              "taxminan/тахминан"),
}  # fmt: skip
"""Signs, then what is typed in each language, without apostrophes."""

_READINGS = {
    phrase: (qualifier, language)
    for qualifier, columns in _TYPED.items()
    for language, phrases in zip(("", *_LANGUAGES), columns, strict=True)
    for phrase in phrases.split("/")
    if phrase or qualifier == "exactly"
}
_FOLLOWS = re.compile(r"\+|(?:dan|дан) .+")

_PARTS = re.compile(r"([^0-9]*?) ?([0-9](?:[0-9., ]*[0-9])?)(?: ?(?:ta|та))?-? ?([^0-9]*)")
_PLAIN = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,9})?")
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3}){1,4}(?:[.,][0-9]{1,9})?")
_COMMAS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,9})?")
_LONGEST = 100


class QuantityError(DomainError):
    """A text that is no number, or numbers that cannot be added up."""


class Interval(NamedTuple):
    """Where a number lies; ``low`` or ``high`` is None if nothing bounds it on that side.

    ``is_approximate`` if it was given as "about": nobody has stated how wide that is, so there
    are no bounds, yet the number is not just any number.
    """

    low: Decimal | None = None
    low_included: bool = False
    high: Decimal | None = None
    high_included: bool = False
    is_approximate: bool = False


@dataclass(frozen=True)
class Quantity:
    """A number with how exact it is (a key of QUALIFIERS) and what it counts."""

    value: Decimal
    qualifier: str = "exactly"
    unit: str = ""

    def __post_init__(self):
        if self.qualifier not in _TYPED:
            raise ValueError(f"{self.qualifier!r} is none of {', '.join(_TYPED)}")

    @property
    def bounds(self):
        """The Interval that the number lies in."""
        if self.qualifier in ("around", "about"):
            return Interval(is_approximate=True)
        return Interval(
            low=self.value if self.qualifier in ("exactly", "over", "at_least") else None,
            low_included=self.qualifier in ("exactly", "at_least"),
            high=self.value if self.qualifier in ("exactly", "under", "at_most") else None,
            high_included=self.qualifier in ("exactly", "at_most"),
        )


@dataclass(frozen=True)
class Total:
    """A sum of quantities: the sum of the numbers as written, and what is known of the true one.

    ``manner`` says how ``value`` is to be read, so that no qualifier is lost in adding up.
    """

    value: Decimal
    bounds: Interval
    manner: str
    unit: str = ""

    @property
    def text(self):
        """The sum in English; ``format_total`` knows the other languages."""
        return format_total(self)


def total(quantities):
    """Return the Total of quantities of one unit; QuantityError for several units, or for none."""
    quantities = list(quantities)
    units = list(dict.fromkeys(quantity.unit for quantity in quantities))
    if not quantities:
        raise QuantityError(_("There is nothing to add up. Give at least one number."))
    if len(units) > 1:
        raise QuantityError(
            _("%(units)s cannot be added up. Add up numbers that count the same thing."),
            {"units": ", ".join(f"“{as_typed(unit)}”" for unit in units)},
        )
    bounds = _sum_of_bounds([quantity.bounds for quantity in quantities])
    value = sum((quantity.value for quantity in quantities), Decimal(0))
    return Total(value, bounds, _manner(bounds, {each.qualifier for each in quantities}), units[0])


def _sum_of_bounds(parts):
    low = _sum_of_ends([(part.low, part.low_included) for part in parts])
    high = _sum_of_ends([(part.high, part.high_included) for part in parts])
    return Interval(*low, *high, any(part.is_approximate for part in parts))


def _sum_of_ends(ends):
    if any(end is None for end, _included in ends):
        return None, False
    return sum(end for end, _included in ends), all(included for _end, included in ends)


def _manner(bounds, qualifiers):
    more, less = qualifiers & {"over", "at_least"}, qualifiers & {"under", "at_most"}
    if more and less:
        return "no_bound"
    if bounds.is_approximate:
        return "about_or_more" if more else "about_or_less" if less else "about"
    if more:
        return "at_least" if bounds.low_included else "more_than"
    if less:
        return "at_most" if bounds.high_included else "less_than"
    return "exactly"


def format_quantity(quantity, language="en"):
    """Return a Quantity in words; English stands in for a language other than en, ru and uz."""
    return _printed(quantity.qualifier, quantity, language)


def format_total(total, language="en"):
    """Return a Total in words, or the words that none can be given."""
    return _printed(total.manner, total, language)


def _printed(phrase, counted, language):
    language = language.lower().split("-")[0].split("_")[0]
    column = _LANGUAGES.index(language) if language in _LANGUAGES else 0
    number = f"{counted.value:,f}"
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    if column > 0:
        number = number.translate({ord(","): "\N{NO-BREAK SPACE}", ord("."): ","})
    text = _PRINTED[phrase][column].format(number)
    return text if phrase == "no_bound" else f"{text} {counted.unit}".rstrip()


def parse_quantity(text):
    """Read a number with how exact it is, in English, Russian or Uzbek ("over 400", "~200").

    Raises QuantityError, which names the text as typed and says what to type instead.
    """
    simple = unicodedata.normalize("NFC", text[: _LONGEST + 1]).casefold()
    simple = " ".join(re.sub("['‘’ʻʼ`]", "", simple).split())
    match = _PARTS.fullmatch(simple) if len(text) <= _LONGEST else None
    before, number, after = match.groups() if match else ("", "", "")
    phrase = before or after
    if phrase in _READINGS and not (before and after):
        qualifier, language = _READINGS[phrase]
        value = _read_number(number, language, text)
        if value is not None and bool(_FOLLOWS.fullmatch(phrase)) == bool(after):
            return Quantity(value, qualifier)
    raise QuantityError(
        _(
            "“%(typed)s” is not a number that can be read. Type a number such as 400 or 2.5, alone "
            "or with how exact it is: “over 400”, “at least 3”, “under 10”, “at most 5”, "
            "“around 200”."
        ),
        {"typed": as_typed(text)},
    )


def _read_number(number, language, typed):
    """Return the number; None if it is none; QuantityError for “1,234” in no known language."""
    if _COMMAS.fullmatch(number):
        without_commas = number.replace(",", "")
        if language == "en" or number.count(",") > 1 or "." in number:
            return Decimal(without_commas)
        if not language:
            raise QuantityError(
                _("“%(typed)s” can be read in two ways. Type %(whole)s or %(fraction)s."),
                {
                    "typed": as_typed(typed),
                    "whole": without_commas,
                    "fraction": number.replace(",", "."),
                },
            )
    if _PLAIN.fullmatch(number) or _SPACED.fullmatch(number):
        return Decimal(number.replace(" ", "").replace(",", "."))
    return None
