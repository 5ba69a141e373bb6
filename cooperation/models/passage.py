"""The sentences of articles, each with a stable address."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models.article import Article

FIRST_SENTENCES = 70
"""Sentences that are always on the first page of a text."""


class PassageQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("language", "order")


class Passage(models.Model):
    """One sentence or heading of an article in one language.

    ``sourcing.passages.store`` writes them. A row is kept while its text is unchanged, wherever it
    moves in the article.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="passages")
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    order = models.PositiveIntegerField(_("order"))
    address = models.CharField(_("address within the page"), max_length=20)
    text = models.TextField(_("text"))
    html = models.TextField(_("text with links and emphasis"))
    block = models.PositiveIntegerField(_("number of its block"))
    kind = models.CharField(_("kind of its block"), max_length=10)
    level = models.PositiveSmallIntegerField(_("level of the heading"), null=True)
    group = models.CharField(_("list or quotation around it"), max_length=10, blank=True)
    item = models.PositiveIntegerField(_("number of its item"), default=0)
    is_narrative = models.BooleanField(
        _("mere narrative"), default=False, help_text=_("It tells, and supports no record.")
    )

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("sentence")
        verbose_name_plural = _("sentences")
        ordering = ["language", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "language", "address"], name="passage_address_unique"
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return f"{self.article.get_absolute_url()}{self.link}"

    @property
    def link(self):
        """Its address relative to the article; ``?at=`` if it may be on a later page."""
        page = f"?at={self.address}" if self.order >= FIRST_SENTENCES else ""
        return f"{page}#{self.address}"
