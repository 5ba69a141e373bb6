"""Values from other sources that differ from those of the register."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.domain import claims
from cooperation.models.record import Record
from cooperation.models.text_fields import LineField


class OtherClaim(models.Model):
    """A different value with the reason why the register prefers its own; marks it as disputed.

    It is shown with its own evidence. ``field`` is the name of the disputed claim.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="other_claims")
    field = models.CharField(_("value"), max_length=30, choices=list(claims.LABELS.items()))
    text = LineField(
        _("what is said instead"), max_length=300, help_text=_("As the other source puts it.")
    )
    reason = LineField(
        _("why the register prefers its own"),
        max_length=300,
        help_text=_("Readers see it, so that they can judge for themselves."),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), default=timezone.now, editable=False)
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("other claim")
        verbose_name_plural = _("other claims")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text="") & ~models.Q(reason=""),
                name="other_claim_has_text_and_reason",
            ),
        ]

    def __str__(self):
        return f"{claims.LABELS[self.field]}: {self.text}"
