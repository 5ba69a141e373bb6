"""What an inference follows from."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models.evidence import Evidence


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
