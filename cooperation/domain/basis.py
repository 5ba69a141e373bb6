"""What a claim rests on: what the article states, what follows from it, or why there is nothing."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Basis(TextChoices):
    """Why the register holds a value, or why it holds none.

    A claim without any basis has simply not been checked yet.
    """

    STATED = "stated", _("stated in the article")
    INFERRED = "inferred", _("inferred")
    OUTSIDE = "outside", _("from outside the article")
    NOT_STATED = "not_stated", _("not stated in the source")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


FOR_VALUES = (Basis.STATED, Basis.INFERRED, Basis.OUTSIDE)
"""What supports a value."""

FOR_GAPS = (Basis.NOT_STATED, Basis.NOT_APPLICABLE)
"""What explains an empty value."""

NOT_CHECKED = _("not yet checked")
"""What readers and editors see for an empty value that nothing explains."""

UNCHECKED = "not_checked"
"""The key that stands for it where bases are given as data, beside those of ``Basis``."""


def label_of(basis):
    """Return what readers see for the key of a basis, or for ``UNCHECKED``."""
    return NOT_CHECKED if basis == UNCHECKED else Basis(basis).label


WEAKEST_FIRST = (Basis.INFERRED, Basis.OUTSIDE, Basis.STATED)


def weakest_basis(bases):
    """Return the key of what supports a value that rests on several things, as in the lists.

    None if none of them supports a value.
    """
    return next((basis.value for basis in WEAKEST_FIRST if basis in bases), None)


def gap_reason(bases):
    """Return the key of why a value is empty."""
    return next((basis.value for basis in FOR_GAPS if basis in bases), UNCHECKED)
