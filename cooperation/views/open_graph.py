"""The pictures that other sites show with a shared address."""

from functools import partial

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from cooperation.domain.kinds import KINDS
from cooperation.figures.open_graph import card_of, card_of_site, drawn
from cooperation.models import Record, SiteSettings

HOUR = 60 * 60


@require_safe
def open_graph(request, kind, slug):
    """Answer with the picture of a public record, in the language of the address."""
    if kind not in KINDS or not KINDS[kind].path:
        raise Http404
    record = get_object_or_404(Record.model_of(kind).objects.published(), slug=slug)
    return _answer(card_of(record, SiteSettings.current()))


@require_safe
def open_graph_site(request):
    """Answer with the picture for every page that has none of its own."""
    return _answer(card_of_site(SiteSettings.current()))


def _answer(card):
    """Draw a card once for all readers."""
    data = cache.get_or_set(f"open-graph:{card.digest}", partial(drawn, card), 24 * HOUR)
    response = HttpResponse(data, content_type="image/png")
    response.headers["ETag"] = quote_etag(card.digest)
    patch_cache_control(response, public=True, max_age=HOUR)
    return response
