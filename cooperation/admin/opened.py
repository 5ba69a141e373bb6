"""What a form was opened with, kept in the form itself, and signed so that nobody can change it."""

from django.core import signing

SALT = "cooperation.opened"


def seal(value):
    """Return plain data as a text that a form can carry; only this site can have made it."""
    return signing.dumps(value, salt=SALT, compress=True)


def unseal(text):
    """Return the data of a sealed text; None if this site did not make it."""
    try:
        return signing.loads(text or "", salt=SALT)
    except signing.BadSignature:
        return None
