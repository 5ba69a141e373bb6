"""A record with its parts as a snapshot has them, in memory: only read, and locking nothing."""

from django.utils import translation

from cooperation.models import Record
from cooperation.snapshots.apply import fill, unsaved_parts
from cooperation.snapshots.references import resolve

CURRENT_FIELDS = ("slug", "status", "publish_at", "withdraw_at")
"""Where a record stands and who may see it: always as now."""


def unsaved_record(snapshot, record):
    """Return a record as its kind and {model: rows} of its parts, as a snapshot has them.

    What leads to something deleted since is left out. Raises ``Missing`` if the record cannot be
    without it.
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
