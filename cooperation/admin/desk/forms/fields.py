"""Form fields and widgets of the desk."""

from decimal import Decimal

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError

LANGUAGE_MARKS = {f" [{code}]": f" ({name})" for code, name in settings.LANGUAGES}
LANGUAGE_MARKS[" [en]"] = ""


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


class PreloadedAutocompleteMultiple(AutocompleteSelectMultiple):
    """An autocomplete field for several objects.

    ``labels`` is {key: label} of the chosen objects, if already loaded; it saves a query.
    """

    labels = None

    def optgroups(self, name, value, attrs=None):
        if not (self.labels or {}).keys() >= {*value}:
            return super().optgroups(name, value, attrs)
        options = [
            self.create_option(name, key, self.labels[key], True, index)
            for index, key in enumerate(value)
        ]
        return [(None, options, 0)]


def _is_valid_key(field, value):
    try:
        field.clean(value or None, None)
    except (ValidationError, OverflowError):
        return value == ""
    return True


class PlainLabels:
    """Labels translated fields with the name of their language; English has none."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = PreloadedAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and field.label:
            label = str(field.label)
            for mark, words in LANGUAGE_MARKS.items():
                label = label.replace(mark, words)
            field.label = label
        return field


class NumberField(forms.DecimalField):
    """Shows a number without trailing zeros."""

    def prepare_value(self, value):
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value
