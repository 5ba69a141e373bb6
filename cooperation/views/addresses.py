"""Old addresses: a redirect to the current one, or a page saying that the record is gone."""

from functools import wraps

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_cache_control

from cooperation.queries.addresses import Gone, current_slug

SLUGS = ("slug", "one", "other")
"""The parts of addresses that are slugs of records."""


def _gone_page(request, gone):
    response = render(request, "410.html", {"gone": gone}, status=410)
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def with_old_addresses(view, kind="", gone_response=_gone_page):
    """Return a view that answers old addresses instead of 404.

    The answer is 301 (RFC 9110, 15.4.2) to the current address, with the same language and query,
    or 410 (RFC 9110, 15.5.11) if the record is no longer public: ``gone_response(request, gone)``.
    Without ``kind`` the address has a part “kind”.
    """

    @wraps(view)
    def answer(request, **names):
        try:
            return view(request, **names)
        except Http404:
            slugs = {name: names[name] for name in SLUGS if name in names}
            now = {name: current_slug(kind or names["kind"], slug) for name, slug in slugs.items()}
            if None in now.values() or now == slugs:
                raise
            gone = next((each for each in now.values() if isinstance(each, Gone)), None)
            return gone_response(request, gone) if gone else redirect_to_current(request, **now)

    return answer


def redirect_to_current(request, **slugs):
    """Redirect permanently to the same page at current slugs, with the query.

    Browsers do not cache it, because a slug may be given back to its record.
    """
    match = request.resolver_match
    address = _address(match, slugs)
    if query := request.META.get("QUERY_STRING"):
        address = f"{address}?{query}"
    response = HttpResponsePermanentRedirect(address)
    patch_cache_control(response, no_cache=True)
    return response


def _address(match, slugs):
    if match.url_name != "partner-with":
        return reverse(match.view_name, kwargs=match.kwargs | slugs)
    one, other = sorted(slugs.values())
    if one == other:  # the two partners were merged
        return reverse("partner-detail", args=[one])
    return reverse(match.view_name, kwargs={"one": one, "other": other})
