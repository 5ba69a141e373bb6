"""The parameters of the API: the filters of the public lists, and what every list takes.

``FILTERS`` defines the filters; the descriptions here and the reading of a request follow it.
"""

from typing import NamedTuple

import django_filters
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cooperation.domain import languages
from cooperation.filter_fields import PartialDateFilter, RecordChoiceFilter
from cooperation.filters import FILTERS, MODES
from cooperation.models import Record
from cooperation.queries.representation import EXPANSIONS, field_names

DEFAULT_LIMIT, MOST = 20, 100
LANGUAGE = "lang"

FILLED = r"\S"
"""At least one visible character: an empty value is refused, not taken as no filter."""


class Parameter(NamedTuple):
    """A parameter of an address, with its JSON Schema."""

    name: str
    description: str
    schema: dict

    @property
    def allowed(self):
        """The values to choose from; None if any value may be right."""
        return self.schema.get("enum")

    @property
    def as_openapi(self):
        """The Parameter Object of OpenAPI 3.1."""
        found = {"name": self.name, "in": "query", "required": False, "schema": self.schema}
        if self.schema["type"] == "array":
            found |= {"style": "form", "explode": False}
        return found | {"description": str(self.description)}


def _description(each):
    choices = ", ".join(f"{key} ({label})" for key, label in _choices(each) or ())
    if isinstance(each, RecordChoiceFilter):
        choices = str(_("The slug of the record, the last part of its address."))
    parts = (each.label, each.extra.get("help_text", ""), choices)
    return ". ".join(str(part).rstrip(".") for part in parts if part)


def _choices(each):
    is_choice = isinstance(each, django_filters.ChoiceFilter)
    return list(each.extra["choices"]) if is_choice else None


def _schema(name, each):
    if choices := _choices(each):
        keys = [key for key, _label in choices]
        default = {"default": keys[0]} if name in MODES else {}
        return {"type": "string", "enum": keys, **default}
    longest = each.extra.get("max_length", 100 if isinstance(each, PartialDateFilter) else 300)
    return {"type": "string", "minLength": 1, "maxLength": longest, "pattern": FILLED}


LIMIT = Parameter(
    "limit",
    _("How many records an answer holds at the most."),
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT},
)
CURSOR = Parameter(
    "cursor",
    _("Where to go on: take it, or the whole address, from the link “next” of an answer."),
    {"type": "string", "minLength": 1, "maxLength": 2000, "pattern": FILLED},
)
LANG = Parameter(
    LANGUAGE,
    _("The language of the answer. Without it, the header Accept-Language decides."),
    {"type": "string", "enum": list(languages.CODES)},
)


def _some_of(name, description, names):
    """Return the Parameter that takes some of ``names``, with commas between them."""
    items = {"type": "string", "enum": list(names)}
    schema = {"type": "array", "items": items, "minItems": 1, "uniqueItems": True}
    return Parameter(name, description, schema)


def _expand(names):
    description = _("What else to give: all relations, the evidence of each value, or both.")
    return _some_of("expand", description, names)


def of_record(kind):
    """Return the Parameters of one record of a kind."""
    description = _(
        "Only these parts of each record, with commas between them; “id” is always given."
    )
    fields = _some_of("fields", description, field_names(Record.model_of(kind)))
    return [fields, _expand(EXPANSIONS), LANG]


def of_list(kind):
    """Return the Parameters of the list of a kind, its filters and its order first."""
    filters = [
        Parameter(name, format_lazy("{}", _description(each)), _schema(name, each))
        for name, each in FILTERS[kind].base_filters.items()
    ]
    return [*filters, LIMIT, CURSOR, *of_record(kind)]


OF_RELATIONS = [LIMIT, CURSOR, _expand(["evidence"]), LANG]
