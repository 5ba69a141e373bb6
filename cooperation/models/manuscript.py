"""Manuscripts (files of imported articles) and the suggestions found in them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.article import Article
from cooperation.models.fields import WebAddressField
from cooperation.models.passage import Passage
from cooperation.models.record import Record


class Manuscript(models.Model):
    """The file that an article was imported from, byte for byte."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="manuscripts"
    )
    name = models.CharField(_("file name"), max_length=255)
    address = WebAddressField(_("address of the page"), blank=True)
    data = models.BinaryField(_("bytes"))
    sha256 = models.CharField(_("SHA-256 of the bytes"), max_length=64, unique=True)
    imported_at = models.DateTimeField(_("imported"), default=timezone.now)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("imported by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("imported text")
        verbose_name_plural = _("imported texts")
        ordering = ["-imported_at", "id"]

    def __str__(self):
        return self.name


class SuggestionQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(state=Suggestion.Decision.PENDING)

    def in_order(self):
        return self.order_by("order", "id")

    def with_details(self):
        return self.select_related("passage", "record", "decided_by")


class Suggestion(models.Model):
    """A possible record in a sentence; an editor accepts or dismisses it.

    ``values`` is {field: value} from the sentence. ``record`` is the record made of it.
    """

    class SuggestedKind(models.TextChoices):
        AGREEMENT = "agreement", _("Agreement")
        EVENT = "event", _("Event")
        INITIATIVE = "initiative", _("Initiative")
        PERSON = "person", _("Person")
        FIGURE = "figure", _("Figure")

    class Decision(models.TextChoices):
        PENDING = "pending", _("To be decided")
        ACCEPTED = "accepted", _("Accepted")
        DISMISSED = "dismissed", _("Dismissed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="suggestions"
    )
    passage = models.ForeignKey(
        Passage,
        verbose_name=_("sentence"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="suggestions",
    )
    order = models.PositiveIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=20, choices=SuggestedKind)
    title = models.CharField(_("title"), max_length=300)
    values = models.JSONField(_("values"), default=dict)
    quote = models.TextField(_("exact words"))
    is_uncertain = models.BooleanField(_("uncertain"), default=False)
    why = models.TextField(_("why it is uncertain"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=Decision, default=Decision.PENDING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    record = models.ForeignKey(
        Record,
        verbose_name=_("record"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="suggested_by",
    )

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["agreement", "event", "initiative", "person", "figure"]),
                name="suggestion_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="pending", decided_at__isnull=True)
                | Q(state__in=["accepted", "dismissed"], decided_at__isnull=False),
                name="suggestion_decided_has_time",
            ),
            models.CheckConstraint(
                condition=Q(is_uncertain=False) | ~Q(why=""), name="suggestion_doubt_has_reason"
            ),
        ]

    def __str__(self):
        return self.title
