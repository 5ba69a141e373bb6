"""Errors as programs read them: problem details, RFC 9457."""

from http import HTTPStatus

from django.conf import settings
from django.http import JsonResponse
from django.utils.translation import gettext_lazy as _

from cooperation.domain.errors import as_typed

CONTENT_TYPE = "application/problem+json"

TITLES = {
    "bad-parameter": _("A parameter of the request is wrong"),
    "bad-request": _("The request cannot be read"),
    "not-found": _("There is no such record or address"),
    "gone": _("The record is no longer public"),
    "method-not-allowed": _("The API can only be read"),
    "not-acceptable": _("The API answers in JSON"),
    "too-many-requests": _("Too many requests"),
}
"""The last part of the ``type`` of a problem to its title. Once published, it never changes."""


class ApiProblem(Exception):
    """Raised for a request that is answered with problem details.

    ``errors`` name the parameters at fault, each as ``error()`` makes it.
    """

    def __init__(self, status, key, detail, errors=(), headers=None):
        super().__init__(key)
        self.status, self.key, self.detail = HTTPStatus(status), key, detail
        self.errors, self.headers = errors, headers or {}

    def response(self):
        """Return the answer, in the language in use."""
        body = {
            "type": f"{settings.SITE_URL}/api/#{self.key}",
            "title": str(TITLES[self.key]),
            "status": self.status.value,
            "detail": str(self.detail),
        }
        if self.errors:
            body["errors"] = list(self.errors)
        return JsonResponse(
            body,
            status=self.status,
            content_type=CONTENT_TYPE,
            headers=self.headers,
            json_dumps_params={"ensure_ascii": False},
        )


def error(parameter, value, detail, allowed=None):
    """Return the error of one parameter; ``allowed`` lists the right values, if there is a list."""
    found = {"parameter": as_typed(parameter), "value": as_typed(value), "detail": str(detail)}
    return found if allowed is None else {**found, "allowed": [str(each) for each in allowed]}


def bad_parameters(errors):
    """Return the ApiProblem of a request with wrong parameters."""
    detail = " ".join(f"{each['parameter']}: {each['detail']}" for each in errors)
    return ApiProblem(400, "bad-parameter", detail, errors)


def not_found():
    """Return the ApiProblem of an address where nothing public is."""
    detail = _("Nothing public stands at this address. The collections are listed at %(root)s.") % {
        "root": f"{settings.SITE_URL}/api/v1/"
    }
    return ApiProblem(404, "not-found", detail)


def gone(_request, record):
    """Return the answer about a record (a ``Gone``) that was public at this address."""
    deleted, withdrawn = _("This record was deleted."), _("This record was withdrawn.")
    said = deleted if record.is_deleted else withdrawn
    return ApiProblem(410, "gone", " ".join(filter(None, [str(said), record.note]))).response()


def not_allowed():
    """Return the ApiProblem of a method that would change something."""
    detail = _("Use GET, HEAD or OPTIONS.")
    return ApiProblem(405, "method-not-allowed", detail, headers={"Allow": "GET, HEAD, OPTIONS"})
