"""Signed data in hidden form fields."""

from django.core import signing

SALT = "cooperation.opened"


def seal(value, purpose, pk):
    """Return JSON-serialisable data as signed text, valid only for this purpose and key."""
    return signing.dumps(value, salt=f"{SALT}.{purpose}.{pk}", compress=True)


def unseal(text, purpose, pk):
    """Return the data of a signed text; None if the signature, purpose or key differs."""
    try:
        return signing.loads(text or "", salt=f"{SALT}.{purpose}.{pk}")
    except signing.BadSignature:
        return None
