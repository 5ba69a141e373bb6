"""Lists of the desk that accept only the parameters of their filters.

Django would pass any lookup in the address to the database, such as ``?title_en__regex=^(a+)+$``.
"""

import re

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import (
    ERROR_FLAG,
    IS_POPUP_VAR,
    ORDER_VAR,
    PAGE_VAR,
    SEARCH_VAR,
    TO_FIELD_VAR,
    ChangeList,
)
from django.core.exceptions import ValidationError
from django.db import DataError
from django.http import HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.domain.errors import as_typed
from cooperation.requests import copy_request

MAX_VALUE_LENGTH = 200
"""Characters of a filter’s value."""

MAX_SEARCH_LENGTH = 300
"""Characters of a search, enough for the longest title."""

MAX_SEARCH_WORDS = 60
"""Words of a search; each is searched for in every field."""

PATTERNS = {ORDER_VAR: r"(-?\d{1,2}(\.-?\d{1,2}){0,9})?", PAGE_VAR: r"\d{1,9}"}
"""Patterns of the parameters that every list has."""

UNREADABLE_ERRORS = (
    IncorrectLookupParameters,
    ValidationError,
    ValueError,
    OverflowError,
    DataError,
)
"""Errors of Django and the databases for invalid or too large values."""


class RefusedParameterError(Exception):
    """A parameter of the list is invalid; the text says why."""


class SearchField(forms.CharField):
    """Search words, limited in number and length."""

    default_error_messages = {
        "max_length": gettext_lazy("Search for at most %(limit_value)d characters."),
        "null_characters_not_allowed": gettext_lazy(
            "The search holds a character that cannot be read. Type the words again."
        ),
    }

    def __init__(self):
        super().__init__(required=False, strip=False, max_length=MAX_SEARCH_LENGTH)

    def clean(self, value):
        words = super().clean(value)
        if len(words.split()) > MAX_SEARCH_WORDS:
            raise ValidationError(_("Search for at most %d words.") % MAX_SEARCH_WORDS)
        return words


class SearchForm(forms.Form):
    """The search form that ChangeList uses."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[SEARCH_VAR] = SearchField()


class StrictChangeList(ChangeList):
    """Refuses parameters that none of its filters uses."""

    search_form_class = SearchForm

    def __init__(self, request, *args):
        for name, values in request.GET.lists():
            _check_parameter(name, values)
        super().__init__(request, *args)

    def get_filters_params(self, params=None):
        self._unclaimed = super().get_filters_params(params)
        return self._unclaimed  # each filter removes its own

    def get_filters(self, request):
        try:
            found = super().get_filters(request)
        except UNREADABLE_ERRORS:
            self._refuse_unclaimed(request)
            raise
        self._refuse_unclaimed(request)
        return found

    def _refuse_unclaimed(self, request):
        for name in self._unclaimed:
            if name in request.GET:
                raise RefusedParameterError(
                    _("This list has no filter “%s”, so all is shown.") % as_typed(name)
                )


def _check_parameter(name, values):
    if len(values) > 1:
        text = _("“%s” appears twice in the address, so all is shown. Use it once.")
        raise RefusedParameterError(text % as_typed(name))
    value = values[0]
    is_too_long = len(value) > MAX_VALUE_LENGTH and name != SEARCH_VAR
    is_odd = name in PATTERNS and not re.fullmatch(PATTERNS[name], value, re.ASCII)
    if is_too_long or is_odd or ("\0" in value and name != SEARCH_VAR):
        text = _("The value of “%(name)s” cannot be read, so all is shown: “%(value)s”")
        raise RefusedParameterError(text % {"name": as_typed(name), "value": as_typed(value)})


def yes_or_no(model, name):
    """Return a column of a list that says a boolean in words; Django’s picture says “True”."""
    field = model._meta.get_field(name)

    @admin.display(description=field.verbose_name, ordering=name)
    def column(_admin, row):
        return _("Yes") if getattr(row, name) else _("No")

    return column


class StrictListAdmin:
    """First base class of every ModelAdmin of the site."""

    def get_changelist(self, request, **kwargs):
        return StrictChangeList

    def lookup_allowed(self, lookup, value, request=None):
        return True  # StrictChangeList checks the parameters

    def get_changelist_instance(self, request):
        try:
            return super().get_changelist_instance(request)
        except UNREADABLE_ERRORS as error:
            if not request.GET.keys() - {ERROR_FLAG}:
                raise
            text = _("A value in the address of this list cannot be read, so all is shown.")
            raise RefusedParameterError(text) from error

    def changelist_view(self, request, extra_context=None):
        if ACTION_CHECKBOX_NAME in request.POST:
            request = copy_request(request, POST=self._without_invalid_keys(request.POST))
        try:
            return super().changelist_view(request, extra_context)
        except RefusedParameterError as error:
            return self.redirect_refused(request, error, request.path)

    def redirect_refused(self, request, error, address):
        """Redirect to the unfiltered list at ``address``, with the error as message."""
        self.message_user(request, str(error), messages.ERROR)
        kept = QueryDict(mutable=True)
        kept[ERROR_FLAG] = "1"
        for name in (IS_POPUP_VAR, TO_FIELD_VAR):
            if name in request.GET and len(request.GET[name]) <= MAX_VALUE_LENGTH:
                kept[name] = request.GET[name]
        return HttpResponseRedirect(f"{address}?{kept.urlencode()}")

    def _without_invalid_keys(self, posted):
        """Return the POST data without selected keys that are invalid."""
        posted = posted.copy()
        keys = posted.getlist(ACTION_CHECKBOX_NAME)
        posted.setlist(ACTION_CHECKBOX_NAME, [each for each in keys if _is_key(self.opts.pk, each)])
        return posted

    def get_object(self, request, object_id, from_field=None):
        try:
            return super().get_object(request, object_id, from_field)
        except OverflowError:  # number too large for the database
            return None


def _is_key(field, text):
    try:
        key = field.to_python(text)
    except ValidationError:
        return False
    return not isinstance(key, int) or -(2**63) <= key < 2**63
