"""Accepting and dismissing suggestions."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.changes.accept import accept, dismiss, reopen
from cooperation.changes.errors import Refused
from cooperation.domain import languages
from cooperation.domain.dates import PartialDate, format_partial_date
from cooperation.models import Suggestion
from cooperation.sourcing.accepting import MODELS, AlreadyDecided, possible_targets

_LABELS = {
    "type": _("type"),
    "act": _("adopted or signed"),
    "when": _("date"),
    "validity": _("period of validity"),
    "venue": _("venue"),
    "city": _("city"),
    "country": _("country"),
    "format": _("format"),
    "state": _("status"),
    "count": _("number"),
    "role": _("role"),
    "institution": _("institution"),
    "words": _("figure"),
}


def suggested_values(suggestion):
    """Return a (label, value) pair for each field that a suggestion would fill."""
    facts = [(_("kind"), suggestion.get_kind_display())]
    for name, label in _LABELS.items():
        if value := suggestion.values.get(name):
            facts.append((label, _in_words(suggestion.kind, name, value)))
    return facts


def _in_words(kind, name, value):
    """Return a value as pages show it: dates in words, choices by label."""
    if name in ("when", "validity"):
        return format_partial_date(PartialDate.from_edtf(value), languages.current())
    if name in ("type", "act", "format", "state"):
        return dict(MODELS[kind]._meta.get_field(name).choices).get(value, value)
    return value


class SuggestionDecisions:
    """Adds the view that accepts, dismisses or reopens a suggestion."""

    def decide(self, request, pk, decision):
        """Accept, dismiss or reopen one suggestion, then redirect back to it."""
        suggestion = get_object_or_404(Suggestion.objects.with_details(), pk=pk)
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            if decision == "accept":
                self._accept(request, suggestion)
            elif decision == "dismiss":
                dismiss(suggestion, request.user)
            elif decision == "reopen":
                reopen(suggestion, request.user)
        except (AlreadyDecided, Refused) as error:
            self.message_user(request, str(error), messages.WARNING)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        manuscript = suggestion.article.manuscripts.defer("data").first()
        address = reverse("admin:cooperation_manuscript_change", args=[manuscript.pk])
        return redirect(f"{address}#suggestion-{suggestion.pk}")

    def _accept(self, request, suggestion):
        target = None
        if key := request.POST.get("target"):
            records = possible_targets(suggestion.article, suggestion.kind)
            target = get_object_or_404(records, pk=key if key.isdecimal() else 0)
        record = accept(suggestion, request.user, target)
        text = _("“%(title)s” is kept with “%(record)s”.")
        self.message_user(request, text % {"title": suggestion, "record": record})
