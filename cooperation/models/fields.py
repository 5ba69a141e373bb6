"""Model fields for partial dates, web addresses and sort keys, and helpers for constraints."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _

from cooperation.domain import languages
from cooperation.domain.dates import PartialDate, PartialDateError, format_partial_date
from cooperation.domain.texts.collation import LONGEST_KEY, sort_key
from cooperation.domain.web_address import LONGEST, WebAddressError, complete_web_address

PARTIAL_DATE_HELP = _(
    "As precise as the source: “March 2022”, “5 December 2023”, “2024–2025”, “about 2022”."
)


def read_partial_date(text):
    """Return the PartialDate of a text; raises ValidationError."""
    try:
        return PartialDate.parse(text)
    except PartialDateError as error:
        raise ValidationError(error.message, code="invalid", params=error.params) from error


def read_web_address(text):
    """Return the full address of a page on the web, or ""; raises ValidationError."""
    try:
        return complete_web_address(text) if text else ""
    except WebAddressError as error:
        raise ValidationError(error.message, code="invalid", params=error.params) from error


class WebAddressFormField(forms.CharField):
    """A text field for the address of a page on the web; “www.example.org” gets its https://."""

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"inputmode": "url"}

    def clean(self, value):
        return read_web_address(super().clean(value))


class WebAddressField(models.CharField):
    """The full address of a page on the web, or empty."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": LONGEST, **kwargs})

    def clean(self, value, model_instance):
        return read_web_address(super().clean(value, model_instance))

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": WebAddressFormField, **kwargs})


class DayBound:
    """Attribute computed from a partial date; assignments are ignored."""

    def __init__(self, field):
        self.field = field

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        date = getattr(instance, self.field.of)
        return getattr(date, self.field.side) if date else None

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


class DayBoundField(models.DateField):
    """The earliest or latest day of a partial date, stored for queries."""

    descriptor_class = DayBound

    def __init__(self, *args, of="", side="", **kwargs):
        self.of, self.side = of, side
        kwargs |= {"null": True, "editable": False, "serialize": False}
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of, "side": self.side}

    def pre_save(self, model_instance, add):
        return getattr(model_instance, self.attname)


class TitleOrder:
    """Attribute computed from the title; assignments are ignored."""

    def __init__(self, field):
        self.field = field

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        code = self.field.language
        title = getattr(instance, f"title_{code}") or instance.title_en
        return sort_key(title or "", code)

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


class TitleOrderField(models.CharField):
    """Sort key of the title in a language: of the translation, or else the original."""

    descriptor_class = TitleOrder

    def __init__(self, *args, language="", **kwargs):
        self.language = language
        kwargs |= {"max_length": LONGEST_KEY, "editable": False, "serialize": False}
        super().__init__(*args, **{"default": "", **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"language": self.language}

    def pre_save(self, model_instance, add):
        return getattr(model_instance, self.attname)


class PartialDateFormField(forms.CharField):
    """A text field for dates; shows a stored date in words that can be parsed again."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 100, **kwargs})

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"data-partial-date": ""}

    def prepare_value(self, value):
        if isinstance(value, PartialDate):
            return format_partial_date(value, languages.current())
        return value

    def clean(self, value):
        text = super().clean(value)
        return read_partial_date(text) if text else None

    def has_changed(self, initial, data):
        try:
            return self.clean(data) != (initial or None)
        except ValidationError:
            return True


class PartialDateAttribute(DeferredAttribute):
    """Attribute that converts assigned texts to PartialDate or None."""

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = self.field.to_python(value)


class PartialDateField(models.CharField):
    """A PartialDate or None, stored as EDTF text (ISO 8601-2:2019), empty for None.

    The model gets two further columns, ``<name>_earliest`` and ``<name>_latest``, the first and
    last day the date can mean, null where it is open or unknown. Assigning a text that is not a
    date raises ValidationError.
    """

    descriptor_class = PartialDateAttribute

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("help_text", PARTIAL_DATE_HELP)
        super().__init__(*args, **kwargs)

    def contribute_to_class(self, cls, name, private_only=False):
        super().contribute_to_class(cls, name, private_only)
        # Models inside migrations list the two columns themselves.
        if not cls._meta.abstract and cls.__module__ != "__fake__":
            for side in ("earliest", "latest"):
                DayBoundField(of=name, side=side).contribute_to_class(cls, f"{name}_{side}")

    def from_db_value(self, value, expression, connection):
        return PartialDate.from_edtf(value) if value else None

    def to_python(self, value):
        if value is None or isinstance(value, PartialDate) or hasattr(value, "resolve_expression"):
            return value
        return read_partial_date(value) if value else None

    def get_prep_value(self, value):
        return self.to_python(value).edtf if value else ""

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def clean(self, value, model_instance):
        value = self.to_python(value)
        if value is None and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")
        return value

    def formfield(self, **kwargs):
        return models.Field.formfield(self, form_class=PartialDateFormField, **kwargs)


def choice_constraint(model, field, choices):
    """Return the constraint that ``field`` is one of its choices or empty."""
    values = [*choices.values, ""]
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": values}), name=f"{model}_{field}_is_known"
    )


def all_empty(*names):
    """Return the condition that the English texts of these translated fields are empty.

    Forms have fields for each language only, so a constraint must name one of these to be checked
    by the form.
    """
    empty = models.Q()
    for name in names:
        empty &= models.Q(**{f"{name}_en": ""}) | models.Q(**{f"{name}_en__isnull": True})
    return empty


def date_order_constraint(model, field):
    """Return the constraint that a partial date does not end before it starts."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}_latest__gte": models.F(f"{field}_earliest")})
        | models.Q(**{f"{field}_latest__isnull": True})
        | models.Q(**{f"{field}_earliest__isnull": True}),
        name=f"{model}_{field}_in_order",
    )
