"""The words that can be suggested for a mistyped one."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from cooperation.domain.search.folding import LONGEST_TERM


class SearchWordQuerySet(models.QuerySet):
    """Which words."""

    def similar_to(self, forms, max_errors):
        """Return words that can be meant by one of the forms.

        They begin with it, or they begin or end like it and are about as long: people rarely
        mistype a word at both ends. ``max_errors(form)`` says by how much it may differ.
        """
        size, wanted = SearchWord.EDGE, Q()
        for form in forms:
            most = max_errors(form)
            lengths = Q(length__gte=len(form) - most, length__lte=len(form) + most)
            wanted |= lengths & (Q(head=form[:size]) | Q(tail=form[-size:]))
            wanted |= Q(head=form[:size], form__startswith=form)
        return self.alias(length=Length("form")).filter(wanted)


class SearchWord(models.Model):
    """A word that stands in some entry of the search.

    Words of drafts are among them, and words that are gone since the index was last made:
    ask which of them stand in public entries.
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
