"""Links by which somebody without an account sees what a record is to become."""

from datetime import UTC, datetime, timedelta

from django.core import signing

from cooperation.models import Record

SALT = "cooperation.preview"

LASTING = timedelta(days=7)
"""How long a link leads to the preview."""


def token_of(record):
    """Return what identifies the preview of a record in an address; it holds for ``LASTING``."""
    return signing.dumps(record.pk, salt=SALT)


def record_of(token):
    """Return the Record of a token; None if it was not made here or its time is over."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=LASTING)
    except signing.BadSignature:  # also if it has expired
        return None
    return Record.objects.filter(pk=pk).first()


def expires_at(token):
    """Return until when a token of this site holds (a time in UTC)."""
    stamp = token.rsplit(":", 2)[1]
    return datetime.fromtimestamp(signing.b62_decode(stamp), UTC) + LASTING
