"""Form fields and widgets of the desk."""

from decimal import Decimal

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError


class PreloadedAutocomplete(AutocompleteSelect):
    """An autocomplete field that ignores invalid keys.

    ``known`` is the chosen object, if already loaded; it saves a query.
    """

    known = None

    def optgroups(self, name, value, attrs=None):
        if self.known is not None and [str(each) for each in value] == [str(self.known.pk)]:
            label = self.choices.field.label_from_instance(self.known)
            empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
            chosen = self.create_option(name, self.known.pk, label, True, len(empty))
            return [(None, [*empty, chosen], 0)]
        field = self.field.remote_field.model._meta.pk
        return super().optgroups(
            name, [each for each in value if _is_valid_key(field, each)], attrs
        )


def _is_valid_key(field, value):
    try:
        field.clean(value or None, None)
    except (ValidationError, OverflowError):
        return value == ""
    return True


class KnownChoices:
    """Gives autocomplete fields the widget that spares queries for what is already loaded."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = PreloadedAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class NumberField(forms.DecimalField):
    """Shows a number without trailing zeros."""

    def prepare_value(self, value):
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value
