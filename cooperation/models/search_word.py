"""Words of the search index, to suggest corrections."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from cooperation.domain.search.folding import LONGEST_TERM


class SearchWordQuerySet(models.QuerySet):
    def similar_to(self, forms, max_errors):
        """Return words that may be meant by one of the forms.

        They begin with it, or have the same start or end and about the same length: people rarely
        mistype both ends. ``max_errors(form)`` is the allowed difference in length.
        """
        size, wanted = SearchWord.EDGE, Q()
        for form in forms:
            most = max_errors(form)
            lengths = Q(length__gte=len(form) - most, length__lte=len(form) + most)
            wanted |= lengths & (Q(head=form[:size]) | Q(tail=form[-size:]))
            wanted |= Q(head=form[:size], form__startswith=form)
        return self.alias(length=Length("form")).filter(wanted)


class SearchWord(models.Model):
    """A word of the search index.

    It may be of a draft, or deleted since the index was built: check it against public entries.
    """

    EDGE = 2

    form = models.CharField(_("folded"), max_length=LONGEST_TERM, unique=True)
    spelling = models.CharField(_("as it is written"), max_length=2 * LONGEST_TERM)
    head = models.CharField(_("first letters"), max_length=EDGE, db_index=True)
    tail = models.CharField(_("last letters"), max_length=EDGE, db_index=True)

    objects = SearchWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("word of the search")
        verbose_name_plural = _("words of the search")
        default_permissions = ()

    def __str__(self):
        return self.spelling

    @classmethod
    def from_form(cls, form, spelling):
        """Return the unsaved word of a form."""
        edges = {"head": form[: cls.EDGE], "tail": form[-cls.EDGE :]}
        return cls(form=form, spelling=spelling[: 2 * LONGEST_TERM], **edges)
