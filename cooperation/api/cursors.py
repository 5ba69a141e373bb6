"""Places in a list as opaque texts, signed so that nobody can make one up."""

import json

from django.core import signing
from django.utils.translation import gettext_lazy as _

SALT = "cooperation.api.cursors"


class CursorError(ValueError):
    """A cursor that is none of ours, or one of another list."""

    message = _(
        "This cursor does not belong to this list. Begin again without it, and follow the links "
        "of the answers without changing the filters, the order or the language."
    )


def written(place, listed):
    """Return a place of ``queries.keyset`` as a cursor; ``listed`` says in which list it is."""
    return signing.Signer(salt=SALT).sign_object([place, listed], compress=True)


def read(cursor, listed):
    """Return the place that a cursor tells; CursorError if it is none of this list."""
    try:
        place, of = signing.Signer(salt=SALT).unsign_object(cursor)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise CursorError(cursor) from error
    if of != json.loads(json.dumps(listed)):
        raise CursorError(cursor)
    return place
