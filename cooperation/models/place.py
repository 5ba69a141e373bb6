"""The place of an agreement or event, in the words of the source."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models.text_fields import LineField


class PlacedModel(models.Model):
    """Venue, city and country, as far as known."""

    venue = LineField(_("venue"), max_length=200, blank=True)
    city = LineField(_("city"), max_length=100, blank=True)
    country = LineField(
        _("country"), max_length=100, blank=True, help_text=_("Only if the source names it.")
    )

    class Meta:
        abstract = True

    @property
    def place(self):
        """The known parts as one text."""
        return ", ".join(part for part in (self.venue, self.city, self.country) if part)
