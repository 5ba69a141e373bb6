"""The form of an item: a page, a picture or the site settings."""

from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.forms.base import OpenedForm
from cooperation.changes.why import Why
from cooperation.models.text_fields import LineFormField
from cooperation.snapshots.items import capture


def seal_key(item):
    """Return the key that signatures of an item are bound to, unique among models."""
    return f"{item._meta.label_lower}.{item.pk}"


class ItemForm(OpenedForm):
    """Adds a field for the reason of the change."""

    CONTROL_FIELDS = ("opened", "change_note")
    """Fields about the saving that are not values of the item."""

    change_note = LineFormField(
        label=_("why"), max_length=300, required=False, help_text=_("Kept in the history.")
    )

    def capture(self):
        return capture(self.instance)

    def seal_key(self):
        return seal_key(self.instance)

    @property
    def why(self):
        return Why(self.cleaned_data.get("change_note", ""))

    @property
    def changed_data(self):
        return [name for name in super().changed_data if name not in self.CONTROL_FIELDS]
