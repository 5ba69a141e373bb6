"""Premises: the evidence that an inference is based on."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models.article import BODY_COLUMNS
from cooperation.models.evidence import Evidence
from cooperation.models.record_queryset import is_public


class PremiseQuerySet(models.QuerySet):
    def with_source(self):
        """Load what ``is_readable`` and ``passage`` need, without the text of the article."""
        texts = [f"evidence__article__{name}" for name in BODY_COLUMNS]
        found = self.select_related("evidence__article", "evidence__record", "evidence__passage")
        return found.defer(*texts, "evidence__passage__html")

    def public_outside(self, keys):
        """Return the premises of public records other than these."""
        found = self.filter(is_public("inference__record__"))
        return found.exclude(inference__record__in=keys).select_related("inference__record")


class Premise(models.Model):
    """Evidence that an inference is based on, with its words when it was chosen.

    If the evidence is deleted, the words remain and the inference is flagged.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inference = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="premises")
    evidence = models.ForeignKey(
        Evidence,
        verbose_name=_("premise"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="inferences",
    )
    words = models.TextField(_("words of the premise"))

    objects = PremiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("premise")
        verbose_name_plural = _("premises")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["inference", "evidence"], name="premise_unique"),
            models.CheckConstraint(condition=~models.Q(words=""), name="premise_has_words"),
            models.CheckConstraint(
                condition=~models.Q(inference=models.F("evidence"))
                | models.Q(evidence__isnull=True),
                name="premise_is_other_evidence",
            ),
        ]

    def __str__(self):
        return self.words

    @property
    def passage(self):
        """The sentence that it quotes; None if it quotes none, or other words by now."""
        is_quoted = self.evidence is not None and self.words == self.evidence.quote
        return self.evidence.passage if is_quoted else None

    @property
    def is_lost(self):
        """Whether the evidence was deleted."""
        return self.evidence_id is None

    @property
    def is_readable(self):
        """Whether the public may see the words: their source must be public.

        False for deleted evidence, since its source is not known.
        """
        if self.is_lost:
            return False
        return (self.evidence.article or self.evidence.record).is_published
