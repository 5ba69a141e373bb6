"""Mentions: words of articles that name a record or may name one."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from cooperation.models.article import BODY_COLUMNS
from cooperation.models.passage import Passage
from cooperation.models.record import Record
from cooperation.models.record_queryset import is_public


class MentionQuerySet(models.QuerySet):
    def automatic(self):
        """Return mentions found by the scan and not decided yet."""
        return self.filter(state__in=Mention.AUTOMATIC)

    def decided(self):
        """Return mentions that an editor confirmed or rejected."""
        return self.exclude(state__in=Mention.AUTOMATIC)

    def pending(self):
        """Return mentions that an editor has to decide."""
        return self.filter(state=Mention.Certainty.PENDING)

    def certain(self):
        """Return mentions that name a record for certain."""
        return self.filter(state__in=Mention.NAMING)

    def public(self):
        """Return the certain mentions of public records."""
        return self.certain().filter(is_public("record__"))

    def concerning(self, records):
        """Return certain and possible mentions of the records."""
        keys = [record.pk for record in records]
        return self.filter(Q(record__in=keys) | Q(candidates__in=keys))

    def naming(self, record):
        """Return the certain mentions of a record."""
        return self.certain().filter(record=record.pk)

    def pending_first(self):
        """Order undecided mentions first, then by article and position."""
        waits = Case(When(state=Mention.Certainty.PENDING, then=0), default=1)
        return self.order_by(
            waits, "passage__article", "passage__language", "passage__order", "start"
        )

    def with_details(self):
        """Load the sentence, its article without its text, the record and the candidates."""
        texts = [f"passage__article__{name}" for name in BODY_COLUMNS]
        return (
            self.select_related("passage__article", "record", "decided_by")
            .defer(*texts, "passage__html")
            .prefetch_related(models.Prefetch("candidates", Record.objects.by_title()))
        )


class Mention(models.Model):
    """Some words of a sentence that name a record.

    ``sourcing.mentions`` finds them. The name of a single record is linked; ambiguous names and
    anaphors are pending until an editor decides.
    """

    class Certainty(models.TextChoices):
        LINKED = "linked", _("Found by name")
        PENDING = "pending", _("To be reviewed")
        CONFIRMED = "confirmed", _("Confirmed")
        REJECTED = "rejected", _("No mention")

    AUTOMATIC = (Certainty.LINKED, Certainty.PENDING)
    NAMING = (Certainty.LINKED, Certainty.CONFIRMED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    passage = models.ForeignKey(
        Passage, verbose_name=_("sentence"), on_delete=models.CASCADE, related_name="mentions"
    )
    start = models.PositiveIntegerField(_("first character"))
    end = models.PositiveIntegerField(_("character after the last"))
    text = models.TextField(_("words"))
    record = models.ForeignKey(
        Record,
        verbose_name=_("record"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="mentions",
    )
    candidates = models.ManyToManyField(
        Record, verbose_name=_("possible records"), blank=True, related_name="+"
    )
    state = models.CharField(_("state"), max_length=10, choices=Certainty)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "start", "end"], name="mention_place_unique"
            ),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="mention_has_words"),
            models.CheckConstraint(
                condition=Q(state__in=["linked", "confirmed"], record__isnull=False)
                | Q(state__in=["pending", "rejected"], record__isnull=True),
                name="mention_names_record_if_sure",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["linked", "pending"],
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                )
                | Q(state__in=["confirmed", "rejected"], decided_at__isnull=False),
                name="mention_decided_has_time",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def suggested(self):
        """The records that an editor can choose: the named one and the candidates."""
        others = [record for record in self.candidates.all() if record.pk != self.record_id]
        return [self.record, *others] if self.record else others
