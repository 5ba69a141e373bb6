"""The page that describes the API to people, made from its OpenAPI document."""

from django.conf import settings
from django.views.generic import TemplateView

from cooperation.api import problems, schemas
from cooperation.api.openapi import openapi
from cooperation.domain.basis import FOR_GAPS, FOR_VALUES, UNCHECKED, label_of
from cooperation.domain.kinds import PAGE_KINDS


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
                _collection(kind, lists[kind.key], shared, document) for kind in PAGE_KINDS
            ],
            "bases": [(each, label_of(each)) for each in (*FOR_VALUES, *FOR_GAPS, UNCHECKED)],
            "problems": problems.TITLES.items(),
            "limit": settings.API_REQUESTS_PER_MINUTE,
        }


def _collection(kind, parameters, shared, document):
    """Return what the page says of a kind; ``own`` are the parameters that others lack."""
    address = f"/api/v1/{kind.path}/"
    properties = document["components"]["schemas"][schemas.schema_name(kind.key)]["properties"]
    return {
        "kind": kind,
        "address": address,
        "further": [path for path in document["paths"] if path.startswith(f"{address}{{")],
        "own": [each for each in parameters if each not in shared and each["name"] != "fields"],
        "names": [(name, each.get("description", "")) for name, each in properties.items()],
    }
