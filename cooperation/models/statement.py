"""Statements of speakers, separate from the facts of the register."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models.record import Record
from cooperation.models.text_fields import LineField, ProseField


class Statement(models.Model):
    """A claim or position of a speaker, which the register does not confirm."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="statements")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    speaker = LineField(
        _("speaker"), max_length=200, help_text=_("As the source names them: “the parties”.")
    )
    text = ProseField(_("what was said"))

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(speaker="") & ~models.Q(text=""),
                name="statement_has_speaker_and_text",
            ),
        ]

    def __str__(self):
        return f"{self.speaker}: {self.text}"
