"""The description of the API: OpenAPI 3.1, in the language in use.

The addresses are those that the API has; parameters come from the filters of the lists
(``parameters``), schemas from the claims of the kinds (``schemas``).
"""

from http import HTTPStatus
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from cooperation.api import parameters, schemas
from cooperation.api.problems import CONTENT_TYPE
from cooperation.domain.kinds import PAGE_KINDS
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


class Operation(NamedTuple):
    """What can be asked at one address."""

    path: str
    name: str
    summary: str
    parameters: list
    schema: str
    tag: str = ""

    @property
    def as_openapi(self):
        """The Operation Object of OpenAPI 3.1."""
        slug, missing = ([SLUG], (404, 410)) if "{slug}" in self.path else ([], ())
        moved = {"301": {"description": "Moved Permanently"}} if slug else {}
        return {
            "operationId": self.name,
            "summary": self.summary,
            "parameters": [*slug, *(each.as_openapi for each in self.parameters)],
            "responses": {
                "200": {
                    "description": self.summary,
                    "headers": {
                        name: {"description": text, "schema": schemas.TEXT}
                        for name, text in HEADERS.items()
                    },
                    "content": {"application/json": {"schema": schemas.ref(self.schema)}},
                },
                **moved,
                "304": {"description": "Not Modified"},
                **{str(status): _failure(status) for status in (400, *missing, 406, 429)},
            },
            **({"tags": [self.tag]} if self.tag else {}),
        }


def openapi():
    """Return the OpenAPI document as a dictionary."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": SiteSettings.current().name,
            "version": "1",
            "summary": _("A public register of international cooperation, with evidence."),
            "description": _(
                "Read-only and without keys. Every value says what it rests on, every empty one "
                "why it is empty. Addresses and names are never removed; new ones may be added."
            ),
        },
        "paths": {each.path: {"get": each.as_openapi} for each in _operations()},
        "components": {"schemas": schemas.all_schemas()},
        "servers": [{"url": settings.SITE_URL}],
        "externalDocs": {"url": f"{settings.SITE_URL}/api/"},
    }


def _operations():
    root = reverse("api:root")
    yield Operation(root, "getRoot", _("The collections"), [parameters.LANG], "Root")
    for kind in PAGE_KINDS:
        name, plural = schemas.schema_name(kind.key), str(kind.plural)
        records = reverse(f"api:{kind.key}-list")
        record, related = f"{records}{{slug}}/", f"{records}{{slug}}/relations/"
        known = parameters.of_list(kind.key)
        yield Operation(records, f"list{name}", plural, known, f"{name}List", plural)
        known = parameters.of_record(kind.key)
        yield Operation(record, f"get{name}", str(kind.label), known, name, plural)
        known, title = parameters.OF_RELATIONS, _("Relations")
        yield Operation(related, f"relationsOf{name}", title, known, "RelationList", plural)


def _failure(status):
    content = {CONTENT_TYPE: {"schema": schemas.ref("Problem")}}
    return {"description": HTTPStatus(status).phrase, "content": content}
