"""The register with the letters of all its texts exchanged, so that pages show what is data.

Latin letters become Coptic, Cyrillic ones Georgian; slugs become
numbers; codes and dates stay.
"""

import re
from zlib import crc32

from django.apps import apps
from django.db import models

from cooperation.models.fields import PartialDateField

TEXTS = (models.CharField, models.TextField)
KEPT = (models.URLField, models.FileField, PartialDateField)
KEPT_NAMES = {
    "address", "contact_email", "field", "file", "group", "key", "kind", "language", "model",
    "part",
}  # fmt: skip

LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяқғҳў"
LETTERS = {letter: chr(0x2C81 + 2 * number) for number, letter in enumerate(LATIN)}
LETTERS |= {letter: chr(0x10D0 + number) for number, letter in enumerate(CYRILLIC)}
TABLE = str.maketrans(LETTERS | {letter.upper(): LETTERS[letter].upper() for letter in LETTERS})


def masked(text):
    """Exchange the letters of a text, but not those of its tags and entities."""
    parts = re.split(r"(<[^>]*>|&#?\w+;)", text)
    return "".join(
        part if number % 2 else part.translate(TABLE) for number, part in enumerate(parts)
    )


def masked_rows(tables):
    """Return the rows of ``kept_rows.take`` with the letters of all texts exchanged."""
    found = apps.get_app_config("cooperation").get_models(include_auto_created=True)
    fields = {model._meta.db_table: model._meta.local_concrete_fields for model in found}
    return {
        table: (columns, [tuple(map(_masked_value, fields[table], row)) for row in rows])
        for table, (columns, rows) in tables.items()
    }


def _masked_value(field, value):
    if isinstance(field, models.SlugField) and value:
        return str(crc32(value.encode()))
    is_text = isinstance(field, TEXTS) and not isinstance(field, KEPT) and not field.choices
    return masked(value) if value and is_text and field.name not in KEPT_NAMES else value
