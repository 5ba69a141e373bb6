"""What a form was opened with, kept in the form itself, and signed so that nobody can change it."""

from django.core import signing

SALT = "cooperation.opened"


def seal(value, purpose, pk):
    """Return plain data as a text that a form can carry; only this site can have made it.

    It opens for the same ``purpose`` and the record with the same key alone.
    """
    return signing.dumps(value, salt=f"{SALT}.{purpose}.{pk}", compress=True)


def unseal(text, purpose, pk):
    """Return the data of a sealed text; None if this site did not make it for this."""
    try:
        return signing.loads(text or "", salt=f"{SALT}.{purpose}.{pk}")
    except signing.BadSignature:
        return None
