"""What every view of the API has in common: languages, limits, headers, errors as problems."""

from functools import wraps

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers, set_response_etag
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from cooperation.api import problems, rate_limit
from cooperation.api.parameters import LANGUAGE
from cooperation.api.problems import ApiProblem
from cooperation.domain import languages

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Content-Language, ETag, Link, RateLimit, RateLimit-Policy, Retry-After"
    ),
}
"""Any page of the web may read the API, since it reads no cookies."""

PREFLIGHT = {
    "Allow": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def api_view(view):
    """Make a view of the API: language, limits, conditional requests, CORS, errors as problems."""

    @wraps(view)
    def answer(request, **kwargs):
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=CORS | PREFLIGHT)
        with translation.override(language_of(request)):
            limit = rate_limit.count(request)
            response = _response(view, request, limit, kwargs)
            headers = CORS | (limit.headers if limit else {})
            headers["Content-Language"] = translation.get_language()
        for name, value in headers.items():
            response.headers[name] = value
        response.headers.setdefault("Cache-Control", "no-cache")  # may be kept, but must be asked
        patch_vary_headers(response, ["Accept", "Accept-Language"])
        return response

    answer.csrf_exempt = True
    return answer


def _response(view, request, limit, kwargs):
    try:
        if limit and limit.left < 0:
            raise limit.problem
        if request.method not in ("GET", "HEAD"):
            raise problems.not_allowed()
        _check_accepted(request)
        _check_language(request)
        response = view(request, **kwargs)
    except ApiProblem as problem:
        response = problem.response()
    except Http404:
        response = problems.not_found().response()
    except SuspiciousOperation:
        detail = _("The address or a header holds what cannot be read, or far too much of it.")
        response = ApiProblem(400, "bad-request", detail).response()
    if response.status_code == 200:
        set_response_etag(response)
    return response


def language_of(request):
    """Return the code of the language to answer in: that of ``lang``, or the best in the header.

    A wrong ``lang`` is refused later; Accept-Language is only a wish (RFC 9110, 12.5.4).
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
        raise ApiProblem(406, "not-acceptable", detail)
