"""Builds a record with its parts from a snapshot, in memory: no writes and no locks."""

from django.utils import translation

from cooperation.models import Record
from cooperation.snapshots.apply import fill, unsaved_parts
from cooperation.snapshots.references import resolve

CURRENT_FIELDS = ("slug", "status", "publish_at", "withdraw_at")
"""Fields that keep the current value: who may see the record, and where."""


def unsaved_record(snapshot, record):
    """Return the record of a snapshot as its kind, and {model: rows} of its parts, unsaved.

    Rows that refer to something deleted are left out. Raises ``MissingReferences`` if the record
    itself needs it.
    """
    with translation.override("en"):  # the language of the columns without a language
        rest, _left_out, references = resolve(snapshot, record)
        kind = Record.model_of(record.kind)
        whole = kind(id=record.pk, record_id=record.pk)
        fill(whole, Record, rest[0]["fields"], references)
        fill(whole, kind, rest[1]["fields"], references)
        parts = unsaved_parts(rest, references)
    for name in CURRENT_FIELDS:
        setattr(whole, name, getattr(record, name))
    whole._state.adding = False
    return whole, {model: list(rows.values()) for model, rows in parts.items()}
