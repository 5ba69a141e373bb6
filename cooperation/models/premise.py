"""What an inference follows from."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models.article import BODY_COLUMNS
from cooperation.models.evidence import Evidence
from cooperation.models.record_queryset import is_public


class PremiseQuerySet(models.QuerySet):
    """Which premises."""

    def with_source(self):
        """Load what decides whether readers may see the words; not the text of the article."""
        texts = [f"evidence__article__{name}" for name in BODY_COLUMNS]
        return self.select_related("evidence__article", "evidence__record").defer(*texts)

    def public_outside(self, keys):
        """Return those of public records, but for the records with these keys."""
        found = self.filter(is_public("inference__record__"))
        return found.exclude(inference__record__in=keys).select_related("inference__record")


class Premise(models.Model):
    """One piece of evidence that an inference rests on, and what it said when it was named.

    Once the premise is gone, the words stay and the inference is flagged.
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
    def is_lost(self):
        """Whether the premise was taken away since it was named."""
        return self.evidence_id is None

    @property
    def is_readable(self):
        """Whether the public may see the words: where they come from must be public itself.

        Of a premise that is gone nobody knows where its words came from.
        """
        if self.is_lost:
            return False
        return (self.evidence.article or self.evidence.record).is_published
