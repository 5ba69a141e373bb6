"""Puts the values and rows of snapshots into words for editors."""

from decimal import Decimal

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django_prose_editor.fields import ProseEditorField

from cooperation.domain import languages
from cooperation.domain.dates import PartialDate, format_partial_date
from cooperation.domain.dates.moments import local_minute
from cooperation.domain.kinds import KINDS
from cooperation.domain.quantities import Quantity, format_quantity
from cooperation.domain.texts.text import plain_text
from cooperation.domain.verbs import VERBS
from cooperation.models import Evidence, Figure, Premise, Record, Relation
from cooperation.models.evidence import PARTS
from cooperation.models.fields import PartialDateField
from cooperation.snapshots.rows import RowKey

LANGUAGES = dict(settings.LANGUAGES)
LONGEST_HEADING = 90


def label_of(field):
    """Return the label of a field, with its language unless that is the original."""
    return capitalised(field.verbose_name)


def capitalised(text):
    return str(text)[:1].upper() + str(text)[1:]


def own_heading(label):
    """Return the name for the row of a record or item itself; ``label`` is its model."""
    model = apps.get_model(label)
    if issubclass(model, Record):
        return _("The record itself")
    return capitalised(model._meta.verbose_name)


def text_of(field, value, names):
    """Return a value of a snapshot as text; "" if it is empty."""
    if value in (None, ""):
        return ""
    if field.is_relation:
        return name_of(value, names)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    to_text = next((function for kind, function in _TEXTS if isinstance(field, kind)), str)
    return to_text(value)


def _date(value):
    return format_partial_date(PartialDate.from_edtf(value), languages.current())


def _plural(kind):
    return str(KINDS[kind].plural) if kind in KINDS else kind


_TEXTS = (
    (PartialDateField, _date),
    (models.BooleanField, lambda value: _("yes") if value else _("no")),
    (models.DecimalField, lambda value: f"{Decimal(value).normalize():f}"),
    (models.DateTimeField, lambda value: local_minute(parse_datetime(value))),
    (models.FileField, lambda value: value.rpartition("/")[2]),
    (ProseEditorField, plain_text),
    (models.JSONField, lambda keys: ", ".join(_plural(key) for key in keys)),
)
"""Field class to the function that formats its values; other values are shown as they are."""


def name_of(value, names):
    """Return the name of the target of a foreign key; its address if it is gone."""
    key = tuple(value) if isinstance(value, list) else value
    return names.get(key) or (key[-1] if isinstance(key, tuple) else str(value))


def heading_of(key, rows, names):
    """Return a short name for a row: which part of the record it is."""
    fields = rows[key]
    model = apps.get_model(key.model)
    if model is Relation:
        subject, object_ = (name_of(fields[end], names) for end in ("subject", "object"))
        verb = VERBS.get(fields["verb"])
        return f"{subject} {verb.label if verb else fields['verb']} {object_}"
    if model is Evidence:
        return supported_text(fields, rows, names)
    if model is Figure:
        unit = fields.get(f"unit_{languages.current()}") or fields.get("unit_en")
        quantity = Quantity(Decimal(fields["value"]), fields["qualifier"], unit)
        return format_quantity(quantity, languages.current())
    text = _first_text(model, fields)
    return text if len(text) <= LONGEST_HEADING else f"{text[:LONGEST_HEADING]}…"


def _first_text(model, fields):
    if model is Premise:
        return fields["words"]
    codes = (languages.current(), languages.ORIGINAL)
    preferred = [f"text_{code}" for code in codes] + ["text"]
    preferred += [f"title_{code}" for code in codes]
    return next((fields[name] for name in preferred if fields.get(name)), "")


def supported_text(fields, rows, names):
    """Return what a row of evidence supports, in words: a claim, or a part of the record."""
    for name in PARTS:
        if pk := fields.get(name):
            model = Evidence._meta.get_field(name).related_model
            key = RowKey(model._meta.label_lower, pk)
            label = capitalised(model._meta.verbose_name)
            return f"{label}: {heading_of(key, rows, names)}" if key in rows else label
    claim = fields.get("field")
    return str(Record.claim_label(claim)) if claim else ""
