"""Addresses for new records."""

from itertools import count

from cooperation.domain.text import slug_from_title
from cooperation.models import Record


def free_slug(kind, title):
    """Return an address made from a title that no other record of the kind has.

    The kind itself stands in for a title without a single letter or digit.
    """
    wanted = slug_from_title(title) or kind.replace("_", "-")
    taken = set(
        Record.objects.filter(kind=kind, slug__startswith=wanted).values_list("slug", flat=True)
    )
    names = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
    return next(name for name in names if name not in taken)
