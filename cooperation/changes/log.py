"""Lines of the history that the admin shows of a record."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from cooperation.models import Record


def log_entry(record, user_pk, words, flag=CHANGE):
    """Return a LogEntry, not saved yet; ``flag`` is ADDITION or CHANGE."""
    return LogEntry(
        user_id=user_pk,
        content_type=ContentType.objects.get_for_model(Record.model_of(record.kind)),
        object_id=str(record.pk),
        object_repr=str(record)[:200],
        action_flag=flag,
        change_message=words,
    )
