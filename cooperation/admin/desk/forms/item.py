"""The form of an item: a page of the site, a picture, the site settings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.forms.base import OpenedForm
from cooperation.changes.why import Why
from cooperation.snapshots.items import capture


def seal_key(item):
    """Return what the seals of an item are bound to; records have their key alone."""
    return f"{item._meta.label_lower}.{item.pk}"


class ItemForm(OpenedForm):
    """Carries the item as it was opened, and asks why it is changed."""

    CONTROL_FIELDS = ("opened", "change_note")
    """Fields that say something about the saving, and are no values of the item."""

    change_note = forms.CharField(
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
