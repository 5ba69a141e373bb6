"""Cleans the texts of an edit as they enter, or says which of them cannot be saved."""

from django.core.exceptions import ValidationError

from cooperation.changes.errors import Invalid
from cooperation.snapshots.parts import fields_of, model_of


def clean_texts(snapshot, base=None):
    """Return a snapshot with its new texts as the register keeps them.

    Texts that its ``base`` has stay as they are. Raises Invalid.
    """
    before = {_key(row): row["fields"] for row in base or ()}
    errors, rows = {}, []
    for row in snapshot:
        fields, known = dict(row["fields"]), before.get(_key(row), {})
        for field in fields_of(model_of(row["model"])) if model_of(row["model"]) else ():
            value = fields.get(field.name)
            if not hasattr(field, "enter") or not value or value == known.get(field.name):
                continue
            try:
                fields[field.name] = field.enter(value)
            except ValidationError as error:
                errors[field.name] = [f"{field.verbose_name}: {text}" for text in error.messages]
        rows.append({**row, "fields": fields})
    if errors:
        raise Invalid(errors)
    return rows


def _key(row):
    return row["model"], row.get("pk")
