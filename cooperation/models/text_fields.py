"""Fields of texts, which hold one rule of what may stand in them (``domain.texts.cleaning``)."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django_prose_editor.fields import ProseEditorField

from cooperation.domain.texts.cleaning import (
    DirectionError,
    check_direction,
    clean_html,
    clean_line,
    clean_prose,
)
from cooperation.domain.texts.text import plain_text


def validate_direction(text):
    """Raise ValidationError for half a pair of marks of direction."""
    try:
        check_direction(text)
    except DirectionError as error:
        raise ValidationError(error.message, code="direction", params=error.params) from error


def validate_html_direction(html):
    validate_direction(plain_text(html))


class LineFormField(forms.CharField):
    """A typed text of one line."""

    default_validators = (*forms.CharField.default_validators, validate_direction)
    clean_text = staticmethod(clean_line)

    def to_python(self, value):
        known = value if value in self.empty_values else self.clean_text(str(value))
        return super().to_python(known)


class ProseFormField(LineFormField):
    """A typed text of several lines."""

    widget = forms.Textarea
    clean_text = staticmethod(clean_prose)


class _TextField:
    """Cleans every text that is set through the field, and refuses what cannot be cleaned."""

    default_validators = (validate_direction,)
    clean_text = staticmethod(clean_prose)

    def to_python(self, value):
        value = super().to_python(value)
        return self.clean_text(value) if isinstance(value, str) else value

    def get_prep_value(self, value):
        """Leave a text as it is for the database: old ones are still found."""
        value = models.Field.get_prep_value(self, value)
        return value if value is None or hasattr(value, "resolve_expression") else str(value)

    def enter(self, value):
        """Return a text as the register keeps it; raises ValidationError."""
        text = self.to_python(value)
        if value and not text and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")
        for validate in self.default_validators:
            validate(text or "")
        return text


class LineField(_TextField, models.CharField):
    """A text of one line."""

    clean_text = staticmethod(clean_line)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": LineFormField, **kwargs})


class ProseField(_TextField, models.TextField):
    """A text of several lines."""

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": ProseFormField, **kwargs})


class RichTextField(_TextField, ProseEditorField):
    """A text with headings, lists and links, as HTML."""

    default_validators = (validate_html_direction,)
    clean_text = staticmethod(clean_html)

    def clean(self, value, instance):
        return self.to_python(super().clean(value, instance))  # what the sanitizer has decoded
