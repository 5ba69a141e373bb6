"""What every answer of the API has in common, whatever it is about."""

from functools import wraps

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers, set_response_etag
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from cooperation.api import limits, problems
from cooperation.api.problems import Problem
from cooperation.domain import languages
from cooperation.requests import copy_request

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Content-Language, ETag, Link, RateLimit, RateLimit-Policy, Retry-After"
    ),
}
"""Any page of the web may read what everybody may read; nobody’s cookies are looked at."""

PREFLIGHT = {
    "Allow": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}

LANGUAGE = "lang"
"""The parameter that chooses the language of the answer."""


def framed(view):
    """Make a view of the API: language, limits, conditional requests, CORS, errors as problems."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=CORS | PREFLIGHT)
        with translation.override(language_of(request)):
            quota = limits.count(request)
            response = _response(view, request, quota, args, kwargs)
            headers = CORS | (quota.headers if quota else {})
            headers["Content-Language"] = translation.get_language()
        for name, value in headers.items():
            response.headers[name] = value
        response.headers.setdefault("Cache-Control", "no-cache")  # may be kept, but must be asked
        patch_vary_headers(response, ["Accept", "Accept-Language"])
        return response

    answer.csrf_exempt = True
    return answer


def _response(view, request, quota, args, kwargs):
    try:
        if quota and quota.left < 0:
            raise quota.problem
        if request.method not in ("GET", "HEAD"):
            raise problems.not_allowed()
        _check_accepted(request)
        _check_language(request)
        # HEAD is answered as GET: the server sends no body, and the headers are the same.
        response = view(copy_request(request, method="GET"), *args, **kwargs)
    except Problem as problem:
        response = problem.response()
    except Http404:
        response = problems.not_found().response()
    except SuspiciousOperation:
        detail = _("The address or a header holds what cannot be read, or far too much of it.")
        response = Problem(400, "bad-request", detail).response()
    if response.status_code == 200:
        set_response_etag(response)
    return response


def language_of(request):
    """Return the code of the language to answer in: asked for by ``lang``, or the best known one.

    A wrong ``lang`` is told of later; Accept-Language is only a wish (RFC 9110, 12.5.4).
    """
    if (asked := request.GET.get(LANGUAGE)) in languages.CODES:
        return asked
    wished = parse_accept_lang_header(request.headers.get("Accept-Language", "")[:500])
    codes = (code.split("-")[0] for code, quality in wished if quality)
    return next((code for code in codes if code in languages.CODES), languages.ORIGINAL)


def _check_language(request):
    for asked in request.GET.getlist(LANGUAGE):
        if asked not in languages.CODES:
            detail = _("This language is not spoken here.")
            raise problems.bad_parameters(
                [problems.error(LANGUAGE, asked, detail, languages.CODES)]
            )


def _check_accepted(request):
    if not any(map(request.accepts, ("application/json", problems.CONTENT_TYPE))):
        detail = _(
            "The header Accept allows neither application/json nor %(other)s. Leave it out, or "
            "take CSV and XLSX from the lists of the site."
        ) % {"other": problems.CONTENT_TYPE}
        raise Problem(406, "not-acceptable", detail)
