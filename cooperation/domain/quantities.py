"""Counted things, never more exact than the source gives them: "over 400" is not 400."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from cooperation.domain.errors import DomainError, as_typed

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
    "more_than": ("more than {}", "более {}", "{} dan ortiq"),
    "less_than": ("less than {}", "менее {}", "{} dan kam"),
    "about_or_more": ("about {} or more", "примерно {} или более", "taxminan {} yoki koʻproq"),
    "about_or_less": ("about {} or less", "примерно {} или менее", "taxminan {} yoki kamroq"),
    "no_bound": ("no total: some of the numbers have no upper limit, others no lower one",
                 "итога нет: у одних чисел нет верхней границы, у других — нижней",
                 "jami yoʻq: ayrim sonlarning yuqori, boshqalarining quyi chegarasi yoʻq"),
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
_NUMBER = re.compile(r"(?:[0-9]{1,15}|[0-9]{1,3}(?: [0-9]{3}){1,4})(?:[.,][0-9]{1,9})?")
_COMMAS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,9})?")


class QuantityError(DomainError):
    """A text that is no number, or numbers that cannot be added up."""


class Interval(NamedTuple):
    """Where a number lies; None where nothing bounds it, as nobody states how wide "about" is."""

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
        low_included = self.qualifier in ("exactly", "at_least")
        high_included = self.qualifier in ("exactly", "at_most")
        low = self.value if low_included or self.qualifier == "over" else None
        high = self.value if high_included or self.qualifier == "under" else None
        is_approximate = self.qualifier in ("around", "about")
        return Interval(low, low_included, high, high_included, is_approximate)


@dataclass(frozen=True)
class Total:
    """The sum of the numbers as written, what bounds the true sum, and how ``text`` puts it."""

    value: Decimal
    bounds: Interval
    manner: str
    unit: str = ""

    @property
    def text(self):
        """The sum in English words; ``format_total`` knows the other languages."""
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
    parts = [quantity.bounds for quantity in quantities]
    low = _sum_of_ends([(part.low, part.low_included) for part in parts])
    high = _sum_of_ends([(part.high, part.high_included) for part in parts])
    bounds = Interval(*low, *high, any(part.is_approximate for part in parts))
    value = sum(quantity.value for quantity in quantities)
    return Total(value, bounds, _manner(bounds, {each.qualifier for each in quantities}), units[0])


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
    column = {"ru": 1, "uz": 2}.get(language.lower().replace("_", "-").split("-")[0], 0)
    number = f"{counted.value:,f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    if column > 0:
        number = number.translate({ord(","): "\N{NO-BREAK SPACE}", ord("."): ","})
    text = _PRINTED[phrase][column].format(number)
    return text if phrase == "no_bound" else f"{text} {counted.unit}".rstrip()


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
    """Return the number; None if it is none; QuantityError for “1,234” in no known language."""
    if _COMMAS.fullmatch(number):
        whole, fraction = number.replace(",", ""), number.replace(",", ".")
        if language == "en" or number.count(",") > 1 or "." in number:
            return Decimal(whole)
        if not language:
            raise QuantityError(
                _("“%(typed)s” can be read in two ways. Type %(whole)s or %(fraction)s."),
                {"typed": as_typed(typed), "whole": whole, "fraction": fraction},
            )
    plain = number.replace(" ", "").replace(",", ".")
    return Decimal(plain) if _NUMBER.fullmatch(number) else None
