"""The views of the API: the collections, records, relations, and the description of it all."""

from functools import partial

from django.conf import settings
from django.http import HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import resolve, reverse

from cooperation.api import parameters, problems
from cooperation.api.api_view import api_view
from cooperation.api.openapi import openapi
from cooperation.api.request_parameters import RequestParameters
from cooperation.domain import languages
from cooperation.domain.kinds import PAGE_KINDS
from cooperation.models import Record, Relation
from cooperation.queries.keyset import Keyset
from cooperation.queries.representation import represent, represent_relations
from cooperation.views.addresses import with_old_addresses

leads_on = partial(with_old_addresses, gone_response=problems.gone)
"""Lets a view about one record answer at the old addresses of the record too."""


@api_view
def root(request):
    """Answer the collections with their addresses."""
    RequestParameters(request, [parameters.LANG])
    collections = [
        {
            "kind": kind.key,
            "title": str(kind.plural),
            "description": str(kind.description),
            "url": _address(f"{kind.key}-list"),
        }
        for kind in PAGE_KINDS
    ]
    return _json_response({"collections": collections, "openapi": _address("openapi")})


@api_view
def openapi_document(request):
    """Answer the description of the API (OpenAPI 3.1)."""
    RequestParameters(request, [parameters.LANG])
    return _json_response(openapi())


@api_view
def record_list(request, kind):
    """Answer a piece of the list, filtered and sorted as the list of the site is."""
    query = RequestParameters(request, parameters.of_list(kind))
    limit, parts, place = query.limit, query.parts, query.place
    found = query.filtered(kind, _records(kind))
    records, after = Keyset(found.qs).page(limit, place)
    results = [parts.of(each) for each in represent(records, parts.expand)]
    values = found.unknown_values
    missing = {"missing": values.records.count()} if values else {}
    return _piece(query, {"total": found.qs.count(), **missing}, results, after)


@api_view
@leads_on
def record_detail(request, kind, slug):
    """Answer one record."""
    parts = RequestParameters(request, parameters.of_record(kind)).parts
    [found] = represent([_record(kind, slug)], parts.expand)
    links = [(found["url"], "alternate"), (found["id"], "canonical")]
    return _json_response(parts.of(found), links)


@api_view
@leads_on
def relation_list(request, kind, slug):
    """Answer a piece of the relations of one record, in either direction."""
    query = RequestParameters(request, parameters.OF_RELATIONS)
    limit, place, expand = query.limit, query.place, query.names("expand")
    record = _record(kind, slug)
    found = Relation.objects.seen_from(record).in_order()
    relations, after = Keyset(found.with_records()).page(limit, place)
    results = represent_relations(record, relations, "evidence" in expand)
    return _piece(query, {"total": found.count()}, results, after)


@api_view
def unknown_address(request):
    """Lead to the address with a slash at its end, or say that there is nothing here."""
    if not request.path.endswith("/") and resolve(f"{request.path_info}/").func != unknown_address:
        query = request.GET.urlencode()
        return HttpResponsePermanentRedirect(f"{request.path}/{'?' if query else ''}{query}")
    raise problems.not_found()


def _records(kind):
    return Record.model_of(kind).objects.published().defer_texts()


def _record(kind, slug):
    return get_object_or_404(_records(kind), slug=slug)


def _piece(query, counts, results, after):
    """Return a piece of a list, with the addresses of the first piece and of the next one."""
    onward = query.address(after) if after else None
    links = [(query.address(), "first")]
    links += [(onward, "next")] if onward else []
    body = {**counts, "language": languages.current(), "next": onward, "results": results}
    return _json_response(body, links)


def _json_response(data, links=()):
    """Return data as JSON, with (address, relation) in the header Link (RFC 8288)."""
    own = (_address("openapi"), "service-desc"), (f"{settings.SITE_URL}/api/", "service-doc")
    link = ", ".join(f'<{url}>; rel="{relation}"' for url, relation in (*links, *own))
    return JsonResponse(data, headers={"Link": link}, json_dumps_params={"ensure_ascii": False})


def _address(name):
    return f"{settings.SITE_URL}{reverse(f'api:{name}')}"
