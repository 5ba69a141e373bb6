"""The columns of exported tables."""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cooperation.domain.basis import label_of
from cooperation.queries.representation.values import shape_of

SEPARATOR = "; "
"""Between several values in a cell."""


class ExportColumn(NamedTuple):
    """A heading, and a function from a representation to the value of the cell.

    The value is a text, number, date, datetime, or None for an empty cell.
    """

    heading: str
    read: Callable


def columns_of(model):
    """Return the columns of a kind, with headings in the current language."""
    claims = [column for claim in model.CLAIMS[1:] for column in _claim_columns(model, claim)]
    return [
        ExportColumn(_("Title"), lambda record: record["title"]),
        *claims,
        ExportColumn(_("Topics"), lambda record: _titles(record["topics"])),
        ExportColumn(_("Figures"), lambda record: _texts(record["figures"])),
        ExportColumn(_("Also known as"), lambda record: _texts(record["other_names"])),
        ExportColumn(_("Summary"), lambda record: record["summary"]),
        *(_source_columns(model) if model.KIND == "article" else ()),
        ExportColumn(_("Last changed"), lambda record: datetime.fromisoformat(record["updated"])),
        ExportColumn(_("Page"), lambda record: record["url"]),
        ExportColumn("ID", lambda record: record["id"]),
    ]


SOURCE_VALUES = {
    "source_kind": "text",
    "source_author": "author",
    "source_title": "title",
    "source_outlet": "outlet",
    "source_language": "language",
    "source_url": "url",
    "source_archived_url": "archived_url",
    "source_licence": "licence",
    "source_not_public": "not_public",
}
"""{field of an article: its value in a representation of the source}; the kind in a whole line."""


def _source_columns(model):
    def value(name):
        return lambda record: (record["source"] or {}).get(name)

    return [
        ExportColumn(capfirst(str(model._meta.get_field(field).verbose_name)), value(name))
        for field, name in SOURCE_VALUES.items()
    ]


def _claim_columns(model, claim):
    label, shape = str(model.claim_label(claim)), shape_of(model, claim)
    columns = [ExportColumn(label, lambda record: _value(record, claim, shape))]
    return columns + (_date_columns(label, claim) if shape == "date" else [])


def _date_columns(label, claim):
    """Return the machine-readable columns of a date; empty for an empty date."""

    def part(name):
        return lambda record: (record[claim] or {}).get(name)

    def day(name):
        return lambda record: _day((record[claim] or {}).get(name))

    return [
        ExportColumn(_("%(date)s: EDTF") % {"date": label}, part("edtf")),
        ExportColumn(_("%(date)s: earliest") % {"date": label}, day("earliest")),
        ExportColumn(_("%(date)s: latest") % {"date": label}, day("latest")),
        ExportColumn(_("%(date)s: precision") % {"date": label}, part("precision")),
        ExportColumn(_("%(date)s: basis") % {"date": label}, lambda record: record["basis"][claim]),
    ]


def _day(text):
    return date.fromisoformat(text) if text else None


def _value(record, claim, shape):
    """Return the value of a claim for a cell, or the reason why it is empty."""
    value = record[claim]
    if not value:
        return str(label_of(record["basis"][claim]))
    if shape in ("number", "text"):
        return value
    if shape == "relations":
        return _titles(value) + (" …" if claim in record["shortened"] else "")
    if shape in ("provisions", "working_groups"):
        return SEPARATOR.join(each["text" if shape == "provisions" else "title"] for each in value)
    return value[{"choice": "label", "council": "title"}.get(shape, "text")]


def _titles(relations):
    """Return the titles of related records with their roles."""
    named = (
        f"{each['record']['title']} ({each['role']})" if each["role"] else each["record"]["title"]
        for each in relations
    )
    return SEPARATOR.join(named) or None


def _texts(parts):
    return SEPARATOR.join(each["text"] for each in parts) or None
