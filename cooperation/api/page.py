"""The page that describes the API to people, made from its OpenAPI document."""

from typing import NamedTuple

from django.conf import settings
from django.views.generic import TemplateView

from cooperation.api import problems, schemas
from cooperation.api.openapi import openapi
from cooperation.domain.basis import FOR_GAPS, FOR_VALUES, UNCHECKED, label_of
from cooperation.domain.kinds import PAGE_KINDS, Kind


class Described(NamedTuple):
    """A collection on the page: its addresses, the parameters it alone has, its names."""

    kind: Kind
    address: str
    further: list
    own: list
    names: list


class ApiPageView(TemplateView):
    """What can be asked, what comes back, and what never changes."""

    template_name = "cooperation/api.html"

    def get_context_data(self, **kwargs):
        document = openapi()
        lists = {
            kind.key: document["paths"][f"/api/v1/{kind.path}/"]["get"]["parameters"]
            for kind in PAGE_KINDS
        }
        first, *others = lists.values()
        shared = [each for each in first if all(each in other for other in others)]
        return super().get_context_data(**kwargs) | {
            "document": document,
            "root": f"{settings.SITE_URL}/api/v1/",
            "shared": shared,
            "collections": [
                _described(kind, lists[kind.key], shared, document) for kind in PAGE_KINDS
            ],
            "bases": [(each, label_of(each)) for each in (*FOR_VALUES, *FOR_GAPS, UNCHECKED)],
            "problems": problems.TITLES.items(),
            "limit": settings.API_REQUESTS_PER_MINUTE,
        }


def _described(kind, parameters, shared, document):
    schema = document["components"]["schemas"][schemas.name_of(kind.key)]
    names = [(name, each.get("description", "")) for name, each in schema["properties"].items()]
    own = [each for each in parameters if each not in shared and each["name"] != "fields"]
    address = f"/api/v1/{kind.path}/"
    further = [path for path in document["paths"] if path.startswith(f"{address}{{")]
    return Described(kind, address, further, own, names)
