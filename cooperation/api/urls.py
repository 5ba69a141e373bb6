"""The addresses of the API, version 1. What stands here answers for ever; see docs/api.md."""

from django.http import HttpResponsePermanentRedirect
from django.urls import path, re_path, resolve
from ninja import NinjaAPI

from cooperation.api import openapi as document
from cooperation.api import problems, schemas
from cooperation.api.answers import address, json_answer
from cooperation.api.api_view import framed
from cooperation.api.parameters import LANG
from cooperation.api.problems import Problem
from cooperation.api.request_parameters import Asked
from cooperation.api.views import COLLECTIONS

api = NinjaAPI(version="1", urls_namespace="api", openapi_url=None, docs_url=None)


@api.exception_handler(Problem)
def as_problem(request, problem):
    return problem.response()


@api.get("/", url_name="root", operation_id="getRoot")
def root(request):
    """Answer the collections with their addresses."""
    Asked(request, [LANG])
    collections = [
        {
            "kind": kind,
            "title": str(each.kind.plural),
            "description": str(each.kind.description),
            "url": address(f"{kind}-list"),
        }
        for kind, each in COLLECTIONS.items()
    ]
    return json_answer({"collections": collections, "openapi": address("openapi")})


@api.get("/openapi.json", url_name="openapi", include_in_schema=False)
def openapi(request):
    """Answer the description of the API (OpenAPI 3.1)."""
    Asked(request, [LANG])
    return json_answer(document.openapi(api))


def _add(kind, collection):
    name = schemas.name_of(kind)

    @api.get(f"/{collection.kind.path}/", url_name=f"{kind}-list", operation_id=f"list{name}")
    def records(request):
        return collection.answer_list(request)

    one = f"/{collection.kind.path}/{{slug:slug}}/"

    @api.get(one, url_name=f"{kind}-detail", operation_id=f"get{name}")
    def record(request, slug: str):
        return collection.answer_record(request, slug)

    @api.get(f"{one}relations/", url_name=f"{kind}-relations", operation_id=f"relationsOf{name}")
    def relations(request, slug: str):
        return collection.answer_relations(request, slug)


for kind, collection in COLLECTIONS.items():
    _add(kind, collection)


@framed
def lost(request, **kwargs):
    """Lead to the address with a slash at its end, or say that there is nothing here."""
    if not request.path.endswith("/") and resolve(f"{request.path_info}/").func is not lost:
        query = request.GET.urlencode()
        address = f"{request.path}/?{query}" if query else f"{request.path}/"
        return HttpResponsePermanentRedirect(address)
    raise problems.not_found()


def _framed_urls():
    patterns, app, namespace = api.urls
    for pattern in patterns:
        pattern.callback = framed(pattern.callback)
    return patterns, app, namespace


urlpatterns = [path("", _framed_urls()), re_path(r"^", lost)]
