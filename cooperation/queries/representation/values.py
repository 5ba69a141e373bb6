"""Single values as data: dates, choices, numbers, references."""

from decimal import Decimal

from django.conf import settings
from django.urls import reverse

from cooperation.domain import languages
from cooperation.domain.dates import format_partial_date
from cooperation.models.fields import PartialDateField
from cooperation.models.record import PART_CLAIMS


def shape_of(model, claim):
    """Return the shape of a claim’s value.

    One of ``date choice number text place council relations provisions working_groups``.
    """
    if claim in (*PART_CLAIMS, "place", "council"):
        return claim
    if not hasattr(model, claim):
        return "relations"
    field = model._meta.get_field(claim)
    if isinstance(field, PartialDateField):
        return "date"
    if field.choices:
        return "choice"
    return "number" if field.get_internal_type().endswith("IntegerField") else "text"


def date(value, basis=None):
    """Return a PartialDate as a dictionary; None for None.

    ``edtf`` is ISO 8601-2:2019; ``earliest`` and ``latest`` are the first and the last possible
    day, None where open or unknown.
    """
    if not value:
        return None
    return {
        "edtf": value.edtf,
        "earliest": _day(value.earliest),
        "latest": _day(value.latest),
        "precision": value.precision,
        "basis": basis,
        "text": format_partial_date(value, languages.current()),
    }


def _day(day):
    return day.isoformat() if day else None


def choice(record, name):
    """Return {value, label} of a choice; None if it is empty."""
    value = getattr(record, name)
    return {"value": value, "label": getattr(record, f"get_{name}_display")()} if value else None


def number(value):
    """Return a Decimal as int if it is whole, else as float."""
    return int(value) if value == value.to_integral_value() else float(value)


def quantity(figure):
    """Return a Figure with its qualifier, such as “over”."""
    return {
        "id": str(figure.pk),
        "qualifier": figure.qualifier,
        "value": number(Decimal(figure.value)),
        "unit": figure.unit,
        "text": str(figure),
    }


def source(article):
    """Return what an article is and was made from; None if nothing is stated."""
    licence = article.get_source_licence_display() if article.source_licence else None
    found = {
        "kind": choice(article, "source_kind"),
        "text": article.source.line or None,
        "author": article.source_author or None,
        "title": article.source_title or None,
        "outlet": article.source_outlet or None,
        "language": article.source_language or None,
        "url": article.source_url or None,
        "archived_url": article.source_archived_url or None,
        "licence": licence and str(licence),
        "licence_url": article.source_licence_url or None,
        "not_public": article.source_not_public or None,
    }
    return found if any(found.values()) else None


def place(record):
    """Return the known parts of a place; None if there are none."""
    if not record.place:
        return None
    return {name: getattr(record, name) or None for name in ("venue", "city", "country")} | {
        "text": record.place
    }


def addresses(kind, slug, council=None):
    """Return {id, url} of a record.

    ``url`` is its page in the current language; ``id`` is the English page, which never changes.
    A working group is on the page of its council; ``council`` is the council’s slug.
    """
    page = ("council", council) if kind == "working_group" else (kind, slug)
    path = reverse(f"{page[0]}-detail", args=[page[1]])
    anchor = f"#{slug}" if kind == "working_group" else ""
    return {
        "id": f"{settings.SITE_URL}{languages.localized_address(path, languages.ORIGINAL)}{anchor}",
        "url": f"{settings.SITE_URL}{path}{anchor}",
    }


def reference(kind, slug, title, council=None):
    """Return a short form of a record, for use in another record."""
    ids = addresses(kind, slug, council)
    return {"id": ids["id"], "kind": kind, "slug": slug, "title": title, "url": ids["url"]}


def reference_to(record):
    """Return the reference to a record; a working group must be loaded with its council."""
    council = record.working_group.council.slug if record.kind == "working_group" else None
    return reference(record.kind, record.slug, record.title, council)
