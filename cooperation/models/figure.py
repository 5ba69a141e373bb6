"""Numbers with their precision as the source gives it."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.domain import languages
from cooperation.domain.quantities import QUALIFIERS, Quantity, format_quantity
from cooperation.models.record import Record
from cooperation.models.text_fields import LineField


class Figure(models.Model):
    """A counted thing of a record, such as “over 400 participants”."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="figures")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    qualifier = models.CharField(
        _("how exact"), max_length=10, choices=QUALIFIERS, default="exactly"
    )
    value = models.DecimalField(_("number"), max_digits=18, decimal_places=3)
    unit = LineField(
        _("of what"), max_length=200, help_text=_("Such as “participants” or “countries”.")
    )

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(value__gte=0), name="figure_not_negative"),
            models.CheckConstraint(condition=~models.Q(unit=""), name="figure_has_unit"),
            models.CheckConstraint(
                condition=models.Q(qualifier__in=[key for key, _label in QUALIFIERS]),
                name="figure_qualifier_is_known",
            ),
        ]

    def __str__(self):
        return format_quantity(self.quantity, languages.current())

    def clean(self):
        if self.value is not None and self.value < 0:
            raise ValidationError({"value": _("A number of things cannot be below 0.")})

    @property
    def quantity(self):
        return Quantity(self.value, self.qualifier, self.unit)
