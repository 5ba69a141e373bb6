"""What a request asks for, read from its address; anything else is named and refused."""

from django.utils.translation import gettext as _

from cooperation.api import cursors
from cooperation.api.api_view import LANGUAGE
from cooperation.api.parameters import DEFAULT_LIMIT
from cooperation.api.problems import bad_parameters, error
from cooperation.domain import languages
from cooperation.filters import FILTERS


class Asked:
    """The values of a request by the names of its parameters.

    ``known`` holds each Parameter of the operation. Raises Problem, which names every parameter
    that is unknown, given twice, empty or wrong, and says what is allowed.
    """

    def __init__(self, request, known):
        self._request, self._known = request, {each.name: each for each in known}
        self._errors = []
        for name, values in request.GET.lists():
            self._check(name, values)
        self._refuse()

    def _check(self, name, values):
        if name not in self._known:
            detail = _("There is no such parameter here.")
            self._say(name, values[-1], detail, sorted({*self._known, LANGUAGE}))
        elif len(values) > 1:
            self._say(name, ", ".join(values), _("Give this parameter once."))
        elif not values[0].strip():
            detail = _("This parameter has no value. Give it one, or leave it out.")
            self._say(name, values[0], detail, self._known[name].allowed)

    def _say(self, name, value, detail, allowed=None):
        self._errors.append(error(name, value, detail, allowed))

    def _refuse(self):
        if self._errors:
            raise bad_parameters(self._errors)

    def names(self, parameter):
        """Return what is asked for, of names with commas between them; [] if nothing is."""
        typed = self._request.GET.get(parameter)
        if typed is None:
            return []
        allowed = self._known[parameter].schema["items"]["enum"]
        chosen = typed.split(",")
        for name in dict.fromkeys(chosen):
            if name not in allowed:
                self._say(parameter, name, _("“%s” is not among the names.") % name, allowed)
            elif chosen.count(name) > 1:
                self._say(parameter, name, _("“%s” stands there twice.") % name)
        self._refuse()
        return chosen

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
            self._say("limit", typed, detail % {"lowest": lowest, "highest": highest})
            self._refuse()
        return int(typed)

    def filtered(self, kind, records):
        """Return records of a kind filtered and sorted as asked; the FilterSet reads the values."""
        names = FILTERS[kind].base_filters
        typed = {name: self._request.GET[name] for name in names if name in self._request.GET}
        filterset = FILTERS[kind](typed, records, request=self._request)
        for name, messages in filterset.form.errors.items():
            field = filterset.form.fields[name]
            choices = [key for key, _label in getattr(field, "choices", ()) if key]
            allowed = self._known[name].allowed or choices or None
            self._say(name, typed[name], " ".join(messages), allowed)
        self._refuse()
        return filterset.qs

    @property
    def _listed(self):
        """What tells one list from another: its address without what only cuts it."""
        ignored = ("cursor", "limit", "fields", "expand", LANGUAGE)
        query = sorted(item for item in self._request.GET.items() if item[0] not in ignored)
        return [self._request.path, languages.current(), query]

    @property
    def place(self):
        """The place that the cursor tells; None without one."""
        cursor = self._request.GET.get("cursor")
        try:
            return cursor and cursors.read(cursor, self._listed)
        except cursors.CursorError as wrong:
            raise bad_parameters([error("cursor", cursor, wrong.message)]) from wrong

    def query(self, place=None):
        """Return the query of the same list after a place, or from its beginning, as text."""
        query = self._request.GET.copy()
        query.pop("cursor", None)
        if place:
            query["cursor"] = cursors.written(place, self._listed)
        return query.urlencode()
