"""The basis of a claim: stated in an article, inferred, or the reason why it is empty."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Basis(TextChoices):
    """The basis of a value, or the reason for an empty one.

    A claim without any basis has not been checked yet.
    """

    STATED = "stated", _("stated in the article")
    INFERRED = "inferred", _("inferred")
    OUTSIDE = "outside", _("from outside the article")
    NOT_STATED = "not_stated", _("not stated in the source")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


FOR_VALUES = (Basis.STATED, Basis.INFERRED, Basis.OUTSIDE)
"""Bases of a value."""

FOR_GAPS = (Basis.NOT_STATED, Basis.NOT_APPLICABLE)
"""Reasons for an empty value."""

NOT_CHECKED = _("not yet checked")
"""The label of an empty value without a reason."""

UNCHECKED = "not_checked"
"""The key of ``NOT_CHECKED`` in data, next to the keys of ``Basis``."""


def label_of(basis):
    """Return the label of a basis key or of ``UNCHECKED``."""
    return NOT_CHECKED if basis == UNCHECKED else Basis(basis).label


WEAKEST_FIRST = (Basis.INFERRED, Basis.OUTSIDE, Basis.STATED)


def weakest_basis(bases):
    """Return the key of the weakest basis of a value; None if none is a basis of a value."""
    return next((basis.value for basis in WEAKEST_FIRST if basis in bases), None)


def gap_reason(bases):
    """Return the key of the reason why a value is empty."""
    return next((basis.value for basis in FOR_GAPS if basis in bases), UNCHECKED)
