"""Form fields and widgets of the desk."""

from decimal import Decimal

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import models

from cooperation.domain import languages
from cooperation.domain.numbers import TwoReadingsError, plain_number, read_number


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


class NumberText(forms.TextInput):
    """A number as text: browsers drop what they cannot read from their own number fields."""

    def __init__(self, attrs=None):
        super().__init__({"class": "vIntegerField", "inputmode": "decimal", **(attrs or {})})


class _NumberInWords:
    """Reads a number as the language of the page writes it, and asks if it has two readings."""

    widget = NumberText

    def to_python(self, value):
        if isinstance(value, str):
            try:
                number = read_number(value, languages.current())
            except TwoReadingsError as error:
                raise ValidationError(error.message, params=error.params) from error
            value = value if number is None else plain_number(number)
        return super().to_python(value)

    def prepare_value(self, value):
        return plain_number(value) if isinstance(value, Decimal) else value


class NumberField(_NumberInWords, forms.DecimalField):
    """A number that may have decimals."""


class WholeNumberField(_NumberInWords, forms.IntegerField):
    """A number without decimals."""


class KnownChoices:
    """Gives autocomplete fields the widget that spares queries, and numbers their own fields."""

    formfield_overrides = {
        models.DecimalField: {"form_class": NumberField},
        models.IntegerField: {"form_class": WholeNumberField, "widget": NumberText},
    }

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = PreloadedAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
