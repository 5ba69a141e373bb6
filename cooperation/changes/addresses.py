"""Finds free addresses for records."""

from itertools import count

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cooperation.domain.texts.text import slug_from_title
from cooperation.models import OldAddress, Record


def free_slug(kind, title, record_pk=None):
    """Return an address made from a title that no other record of the kind has or had in public.

    A title without letters or digits gives the name of the kind. ``record_pk`` is the key of the
    record that gets the address: its own addresses are free.
    """
    wanted = slug_from_title(title) or kind.replace("_", "-")
    records = Record.objects.filter(kind=kind, slug__startswith=wanted).exclude(pk=record_pk)
    former = OldAddress.objects.starting_with(kind, wanted).not_of(record_pk)
    taken = {*records.values_list("slug", flat=True), *former.values_list("slug", flat=True)}
    names = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
    return next(name for name in names if name not in taken)


def is_free(kind, slug, record_pk=None):
    try:
        check_free(kind, slug, record_pk)
    except ValidationError:
        return False
    return True


def check_free(kind, slug, record_pk=None):
    """Raise ValidationError if another record has or had an address.

    ``record_pk`` is the key of the record that gets the address: its own addresses are free.
    """
    if Record.objects.filter(kind=kind, slug=slug).exclude(pk=record_pk).exists():
        raise ValidationError(
            _("“%(slug)s” is the address of another record. Type another, or leave it empty."),
            params={"slug": slug},
        )
    former = OldAddress.objects.at(kind, slug).not_of(record_pk).select_related("record").first()
    if former and former.record:
        raise ValidationError(
            _(
                "“%(slug)s” is an old address of “%(record)s” and still leads there. "
                "Type another, or leave it empty."
            ),
            params={"slug": slug, "record": former.record},
        )
    if former:
        raise ValidationError(
            _("“%(slug)s” is the address of a deleted record. Type another, or leave it empty."),
            params={"slug": slug},
        )
