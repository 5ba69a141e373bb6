"""Links that show a draft to somebody without an account."""

from datetime import UTC, datetime, timedelta

from django.core import signing

from cooperation.models import Record

SALT = "cooperation.preview"

LASTING = timedelta(days=7)
"""How long a link is valid."""


def token_of(record):
    """Return the token for the preview of a record; it is valid for ``LASTING``."""
    return signing.dumps(record.pk, salt=SALT)


def record_of(token):
    """Return the Record of a token; None if the token is wrong or has expired."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=LASTING)
    except signing.BadSignature:  # also if it has expired
        return None
    return Record.objects.filter(pk=pk).first()


def expires_at(token):
    """Return when a token of this site expires (in UTC)."""
    stamp = token.rsplit(":", 2)[1]
    return datetime.fromtimestamp(signing.b62_decode(stamp), UTC) + LASTING
