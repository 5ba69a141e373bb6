"""Reads the parameters of a request; what is unknown or wrong is named and refused."""

import json
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

from cooperation.api.parameters import DEFAULT_LIMIT, LANGUAGE
from cooperation.api.problems import bad_parameters, error
from cooperation.domain import languages
from cooperation.filters import FILTERS
from cooperation.queries.representation import EXPANSIONS


class ChosenParts(NamedTuple):
    """The wanted parts of a record. Without ``names`` all, with those in ``expand`` added."""

    names: list
    expand: list

    def of(self, represented):
        """Return the wanted parts of a represented record."""
        if not self.names:
            return represented
        wanted = {"id", *self.names, *self.expand}
        return {name: value for name, value in represented.items() if name in wanted}


class RequestParameters:
    """The values of the parameters of a request.

    ``known`` holds each Parameter of the operation. Raises ApiProblem, which names every parameter
    that is unknown, given twice, empty or wrong, and says what is allowed.
    """

    def __init__(self, request, known):
        self._request, self._known = request, {each.name: each for each in known}
        self._errors = []
        for name, values in request.GET.lists():
            self._check(name, values)
        self._raise_errors()

    def _check(self, name, values):
        if name not in self._known:
            detail = _("There is no such parameter here.")
            self._add_error(name, values[-1], detail, sorted({*self._known, LANGUAGE}))
        elif len(values) > 1:
            self._add_error(name, ", ".join(values), _("Give this parameter once."))
        elif not values[0].strip():
            detail = _("This parameter has no value. Give it one, or leave it out.")
            self._add_error(name, values[0], detail, self._known[name].allowed)

    def _add_error(self, name, value, detail, allowed=None):
        self._errors.append(error(name, value, detail, allowed))

    def _raise_errors(self):
        if self._errors:
            raise bad_parameters(self._errors)

    def names(self, parameter):
        """Return the names in a parameter, which stand with commas between them; [] without it."""
        typed = self._request.GET.get(parameter)
        if typed is None:
            return []
        allowed = self._known[parameter].schema["items"]["enum"]
        chosen = typed.split(",")
        for name in dict.fromkeys(chosen):
            if name not in allowed:
                self._add_error(parameter, name, _("“%s” is not among the names.") % name, allowed)
            elif chosen.count(name) > 1:
                self._add_error(parameter, name, _("“%s” stands there twice.") % name)
        self._raise_errors()
        return chosen

    @property
    def parts(self):
        """The Parts of each record; ``fields`` expands what it names."""
        names = self.names("fields")
        wanted = {*names, *self.names("expand")}
        return ChosenParts(names, [name for name in EXPANSIONS if name in wanted])

    @property
    def limit(self):
        """The number of records wanted."""
        typed = self._request.GET.get("limit")
        if typed is None:
            return DEFAULT_LIMIT
        schema = self._known["limit"].schema
        lowest, highest = schema["minimum"], schema["maximum"]
        is_whole = typed.isascii() and typed.isdecimal() and len(typed) <= 9
        if not is_whole or not lowest <= int(typed) <= highest:
            detail = _("Give a whole number from %(lowest)d to %(highest)d.")
            self._add_error("limit", typed, detail % {"lowest": lowest, "highest": highest})
            self._raise_errors()
        return int(typed)

    def filtered(self, kind, records):
        """Return the FilterSet of the list of a kind for records; it has checked its filters."""
        names = FILTERS[kind].base_filters
        typed = {name: self._request.GET[name] for name in names if name in self._request.GET}
        filterset = FILTERS[kind](typed, records, request=self._request)
        for name, messages in filterset.form.errors.items():
            field = filterset.form.fields[name]
            choices = [key for key, _label in getattr(field, "choices", ()) if key]
            allowed = self._known[name].allowed or choices or None
            self._add_error(name, typed[name], " ".join(messages), allowed)
        self._raise_errors()
        return filterset

    @property
    def place(self):
        """The place in the list that the cursor tells; None without one."""
        cursor = self._request.GET.get("cursor")
        if cursor is None:
            return None
        try:
            return self._cursors.unsign_object(cursor)
        except (signing.BadSignature, ValueError):
            detail = _(
                "This cursor does not belong to this list. Begin again without it, and follow the "
                "links of the answers without changing the filters, the order or the language."
            )
            raise bad_parameters([error("cursor", cursor, detail)]) from None

    def address(self, place=None):
        """Return the whole address of the same list after a place, or from its beginning."""
        query = self._request.GET.copy()
        query.pop("cursor", None)
        if place:
            query["cursor"] = self._cursors.sign_object(place, compress=True)
        return f"{settings.SITE_URL}{self._request.path}?{query.urlencode()}".rstrip("?")

    @property
    def _cursors(self):
        """The signer of cursors. Its salt is the list, so a cursor of another list is refused."""
        ignored = ("cursor", "limit", "fields", "expand", LANGUAGE)
        query = sorted(item for item in self._request.GET.items() if item[0] not in ignored)
        return signing.Signer(
            salt=json.dumps(["api cursor", self._request.path, languages.current(), query])
        )
