"""The search page, and suggestions while typing."""

from django.http import JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from cooperation.filters import LONGEST_QUERY, SearchFilter
from cooperation.models import Record
from cooperation.queries.search import Search
from cooperation.queries.suggestions import suggest
from cooperation.views.base import unknown_parameters
from cooperation.views.feeds import feed_link


class SearchView(TemplateView):
    """Search results by kind, or the pages of one kind.

    Without results it shows those of the corrected spelling. A wrong filter value gives status 400
    and a page that says what to type.
    """

    template_name = "cooperation/search.html"

    def get_context_data(self, **kwargs):
        filterset = SearchFilter(self.request.GET, Record.objects.published(), request=self.request)
        context = super().get_context_data(**kwargs) | {
            "filter": filterset,
            "query": self.request.GET.get("q", ""),
            "unknown_parameters": unknown_parameters(filterset.unknown_parameters),
        }
        if filterset.is_valid():
            words = context["query"]
            title = _("Search for “%(query)s”") % {"query": words} if words else _("Search")
            context["feed"] = feed_link(title, "search-feed", filterset.query())
            context |= self._found(filterset)
        return context

    def _found(self, filterset):
        chosen = filterset.form.cleaned_data
        search = Search(chosen["q"], filterset.qs if filterset.active else None)
        shown, kind = search, chosen["kind"]
        if search.correction and not search.total:
            shown = search.correction
        found = {"search": search, "shown": shown, "chosen_kind": kind}
        if values := filterset.unknown_values:
            found["unknown_note"] = values.note(Search(shown.text, values.records).number(kind))
        if kind:
            found["page_obj"] = shown.page(kind, self.request.GET.get("page"))
        elif not search.wanted.parts:
            found["is_empty"] = not Record.objects.published().exists()
        return found

    def render_to_response(self, context, **kwargs):
        is_wrong = not context["filter"].is_valid()
        return super().render_to_response(context, status=400 if is_wrong else 200, **kwargs)


@require_safe
def suggestions(request):
    """Return {"suggestions": [{title, name, kind, url}], "message"} for ``?q=``.

    ``name`` is the matching other name, or empty; ``message`` is the count for screen readers.
    """
    text = request.GET.get("q", "")[:LONGEST_QUERY].replace("\x00", "")
    found = [
        {
            "title": suggestion.record.title,
            "name": suggestion.name,
            "kind": str(suggestion.kind.label),
            "url": suggestion.record.get_absolute_url(),
        }
        for suggestion in suggest(text)
    ]
    message = ngettext("%d suggestion", "%d suggestions", len(found)) % len(found)
    response = JsonResponse({"suggestions": found, "message": message})
    patch_cache_control(response, private=True, max_age=60)
    return response
