"""Other names of a record."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.domain.basis import Basis
from cooperation.models.record import Record
from cooperation.models.text_fields import LineField


class Alias(models.Model):
    """A name, short form or spelling by which texts also call a record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="aliases")
    text = LineField(_("other name"), max_length=300)
    basis = models.CharField(
        _("source"),
        max_length=20,
        choices=[(Basis.STATED, _("from the article")), (Basis.OUTSIDE, Basis.OUTSIDE.label)],
        default=Basis.STATED,
    )
    note = LineField(
        _("source outside the article"),
        max_length=300,
        blank=True,
        help_text=_("Needed for a name from outside the article: who uses it."),
    )

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["text"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "text"],
                name="alias_unique",
                violation_error_message=_("This record already has this other name."),
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="alias_has_text"),
            models.CheckConstraint(
                condition=models.Q(basis="stated")
                | (models.Q(basis="outside") & ~models.Q(note="")),
                name="alias_outside_says_where_from",
                violation_error_message=_(
                    "“Source outside the article” is empty. Say who uses this name."
                ),
            ),
        ]

    def __str__(self):
        return self.text
