"""The form and fields of list filters, with error messages that say what to type."""

from typing import NamedTuple

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_filters.filters import QuerySetRequestMixin

from cooperation.domain import languages
from cooperation.domain.basis import Basis
from cooperation.domain.errors import as_typed
from cooperation.domain.texts.patterns import query_words, search_pattern
from cooperation.models import Evidence
from cooperation.models.fields import PartialDateFormField
from cooperation.models.record_queryset import date_certainly_in, date_possibly_in

MOST_CHOICES, MOST_BYTES = 100, 4_500
"""With more records or bytes of names and slugs, readers type a name instead of choosing."""

MESSAGES = {
    "invalid_choice": _(
        "“%(typed)s” is not among the choices. Choose one of the list, or remove this filter."
    ),
    "max_length": _("“%(typed)s” is too long. Type at most %(limit_value)s characters."),
    "null_characters_not_allowed": _(
        "“%(typed)s” holds a character that cannot be read. Type the words again."
    ),
}
"""Error code to the message that replaces Django’s."""


class FilterForm(forms.Form):
    """Adds the typed value and the remedy to error messages."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def add_error(self, field, error):
        typed = as_typed(self.data.get(field, ""))
        errors = [
            ValidationError(MESSAGES[each.code], each.code, (each.params or {}) | {"typed": typed})
            if each.code in MESSAGES
            else each
            for each in error.error_list
        ]
        super().add_error(field, ValidationError(errors))

    @property
    def errors_as_text(self):
        """The errors, one per line, for responses without HTML."""
        return "\n".join(f"{field.label}: {error}" for field in self for error in field.errors)


class UnknownValues(NamedTuple):
    """Records that meet all filters, except that a value that is filtered by is not known.

    ``words`` completes “3 more have …”; ``is_included`` says whether the list shows them.
    """

    records: QuerySet
    words: str
    is_included: bool

    def note(self, number=None):
        """Return a sentence; ``number`` is that of the records, by default as counted."""
        number = self.records.count() if number is None else number
        if not number:
            return ""
        known = {"number": number, "words": self.words}
        if self.is_included:
            found = ngettext(
                "%(number)s of these has %(words)s.", "%(number)s of these have %(words)s.", number
            )
        else:
            found = ngettext(
                "%(number)s more has %(words)s.", "%(number)s more have %(words)s.", number
            )
        return found % known


class MayBeUnknownMixin:
    """Filters by a claim whose value is not known of some records.

    Those are left out, unless the FilterSet ``includes_unknown``. ``words`` completes
    “3 more have …”. A subclass returns the condition of a typed value from ``matching``.
    """

    def __init__(self, *args, claim, words, empty=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.claim, self.words = claim, words
        self._empty = Q(**{claim: ""}) if empty is None else empty

    @property
    def unknown(self):
        """The condition that a value could exist, but is not known."""
        not_applicable = Evidence.objects.filter(
            record=OuterRef("pk"), field=self.claim, basis=Basis.NOT_APPLICABLE
        )
        return self._empty & ~Exists(not_applicable)

    def filter(self, queryset, value):
        return self.filter_known(queryset, value, self.parent.includes_unknown)

    def filter_known(self, queryset, value, includes_unknown):
        if not value:
            return queryset
        wanted = self.matching(value)
        return queryset.filter(wanted | self.unknown if includes_unknown else wanted)


class PartialDateFilter(MayBeUnknownMixin, filters.Filter):
    """A date or period of any precision; ``leaves_out_uncertain`` of the FilterSet narrows it."""

    field_class = PartialDateFormField

    def matching(self, value):
        is_strict = self.parent.leaves_out_uncertain
        within = date_certainly_in if is_strict else date_possibly_in
        return within(value.earliest, value.latest)


class KnownChoiceFilter(MayBeUnknownMixin, filters.ChoiceFilter):
    """One of the choices of a field that may be empty."""

    def matching(self, value):
        return Q(**{self.field_name: value})


class PlaceFilter(MayBeUnknownMixin, filters.CharFilter):
    """Words of the venue, the city or the country."""

    def matching(self, value):
        found = Q()
        for word in query_words(value):
            pattern = search_pattern(word, languages.current())
            found &= Q(venue__iregex=pattern) | Q(city__iregex=pattern) | Q(country__iregex=pattern)
        return found


class RecordChoiceField(forms.CharField):
    """A record, chosen by its slug; typed by slug or name if there are too many to list.

    The value is the record or None. ``queryset`` is the ordered choice.
    """

    def __init__(self, queryset, **kwargs):
        self.queryset = queryset
        self.listed = list(queryset[: MOST_CHOICES + 1])
        if self._is_list():
            self.choices = [("", _("Any")), *((each.slug, each.title) for each in self.listed)]
            kwargs["widget"] = forms.Select(choices=self.choices)
        else:
            kwargs.setdefault("help_text", _("Its name or short name, in full."))
        super().__init__(**{"max_length": 300, **kwargs})

    def _is_list(self):
        """Whether the records fit into a list; each takes 35 bytes in addition to its texts."""
        size = sum(len(f"{each.slug}{each.title}".encode()) + 35 for each in self.listed)
        return len(self.listed) <= MOST_CHOICES and size <= MOST_BYTES

    def widget_attrs(self, widget):
        return {} if isinstance(widget, forms.Select) else super().widget_attrs(widget)

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        record = next((each for each in self.listed if each.slug == typed), None)
        if not record and not self._is_list():
            record = self.queryset.named(typed).first()
        record = record or self._at_old_address(typed)
        if not record:
            raise ValidationError(MESSAGES["invalid_choice"], "invalid_choice")
        return record

    def bound_data(self, data, initial):
        """Select the record in the list that was chosen by an old address."""
        is_known = not data or any(each.slug == data for each in self.listed)
        record = None if is_known else self._at_old_address(data)
        return record.slug if record else data

    def _at_old_address(self, typed):
        """Return the record with an old address; None if the text is not a slug."""
        return self.queryset.at_old_address(typed).first() if slug_re.match(typed) else None


class RecordChoiceFilter(QuerySetRequestMixin, filters.Filter):
    """Filters by one of many records."""

    field_class = RecordChoiceField
