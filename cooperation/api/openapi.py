"""The description of the API: OpenAPI 3.1, in the language in use.

The addresses are those that the API has; parameters come from the filters of the lists
(``parameters``), schemas from the claims of the kinds (``schemas``).
"""

from django.conf import settings
from django.utils.translation import gettext as _

from cooperation.api import schemas
from cooperation.api.parameters import LANG
from cooperation.api.problems import CONTENT_TYPE
from cooperation.api.views import COLLECTIONS
from cooperation.models import SiteSettings

SLUG = {
    "name": "slug",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": 100},
}

HEADERS = {
    "ETag": "The state of the answer; send it as If-None-Match to get 304 while it lasts.",
    "Link": "Addresses as in RFC 8288: first, next, service-desc.",
    "RateLimit": "How many requests are left, and for how many seconds.",
    "Content-Language": "The language of the answer.",
}


def openapi(api):
    """Return the OpenAPI document of a NinjaAPI as a dictionary."""
    found = dict(api.get_openapi_schema())
    site = SiteSettings.current()
    found["info"] = {
        "title": site.name,
        "version": "1",
        "summary": _("A public register of international cooperation, with evidence."),
        "description": _(
            "Read-only and without keys. Every value says what it rests on, every empty one why "
            "it is empty. Addresses and names are never removed; new ones may be added."
        ),
    }
    found["servers"] = [{"url": settings.SITE_URL}]
    found["externalDocs"] = {"url": f"{settings.SITE_URL}/api/"}
    found["components"] = {"schemas": schemas.all_schemas()}
    described = _operations()
    for operations in found["paths"].values():
        for operation in operations.values():
            operation.update(described[operation["operationId"]])
    return found


def _operations():
    """Return {operationId: what is said of the operation}."""
    found = {
        "getRoot": _operation(_("The collections"), [LANG], "Root", has_slug=False),
    }
    for kind, each in COLLECTIONS.items():
        name, plural = schemas.name_of(kind), str(each.kind.plural)
        own = {
            f"list{name}": _operation(plural, each.list_parameters, f"{name}List", has_slug=False),
            f"get{name}": _operation(
                str(each.kind.label), each.detail_parameters, name, has_slug=True
            ),
            f"relationsOf{name}": _operation(
                _("Relations"), each.relations_parameters, "RelationList", has_slug=True
            ),
        }
        found |= {key: operation | {"tags": [plural]} for key, operation in own.items()}
    return found


def _operation(summary, parameters, schema, has_slug):
    statuses = {"400": 1, "404": has_slug, "406": 1, "429": 1}
    return {
        "summary": summary,
        "parameters": [*([SLUG] if has_slug else []), *(each.as_openapi for each in parameters)],
        "responses": {
            "200": {
                "description": summary,
                "headers": {
                    name: {"description": text, "schema": schemas.TEXT}
                    for name, text in HEADERS.items()
                },
                "content": {"application/json": {"schema": schemas.ref(schema)}},
            },
            "304": {"description": "Not Modified"},
            **{status: _failure(status) for status, is_possible in statuses.items() if is_possible},
        },
    }


def _failure(status):
    content = {CONTENT_TYPE: {"schema": schemas.ref("Problem")}}
    return {"description": FAILURES[status], "content": content}


FAILURES = {
    "400": "Bad Request",
    "404": "Not Found",
    "406": "Not Acceptable",
    "429": "Too Many Requests",
}
