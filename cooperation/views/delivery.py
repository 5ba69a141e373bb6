"""Conditional requests, ranges and lengths of all responses."""

import re

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe
from whitenoise.responders import SlicedFile

SAFE_METHODS = ("GET", "HEAD")

BODY_HEADERS = (
    "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Length", "Content-Type",
)  # fmt: skip
"""Headers that only belong to a body; the others are sent with 304, too (15.4.5)."""

STATUSES_WITHOUT_LENGTH = (204, 304)

RANGE = re.compile(r"bytes=(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))", re.ASCII)
"""One range of bytes; any other header is ignored (14.2)."""


class DeliveryMiddleware:
    """Applies preconditions and ranges (RFC 9110, 13.2.2) and sets the length.

    It must be the first middleware, so that 304 has the same headers as 200, and the length
    counts the bytes sent. Views only set ``ETag`` and ``Last-Modified``.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method in SAFE_METHODS and response.status_code == 200:
            response = _conditional(request, response)
        if response.status_code in STATUSES_WITHOUT_LENGTH:
            del response.headers["Content-Length"]
        elif not response.streaming:
            response.headers["Content-Length"] = str(len(response.content))
        if request.method == "HEAD":
            _drop_body(response)  # a server would read it to the end and throw it away
        return response


def _conditional(request, response):
    """Return 304 or 412 if the request’s conditions ask for it, else the response or a range."""
    etag, changed = response.get("ETag"), response.get("Last-Modified")
    if not etag and not changed:
        return response
    seconds = changed and parse_http_date_safe(changed)
    decided = get_conditional_response(request, etag, seconds, response)
    if decided is not response:
        return _without_body(response, decided.status_code)
    if not _allows_ranges(response):
        return response
    response.headers["Accept-Ranges"] = "bytes"
    return _range_response(request, response) if request.method == "GET" else response


def _without_body(response, status):
    """Return a response with another status and only the headers of the resource."""
    answer = HttpResponse(status=status)
    answer.headers, answer.cookies = response.headers, response.cookies
    answer._resource_closers += response._resource_closers  # such as those of files
    for name in BODY_HEADERS:
        del answer.headers[name]
    if status != 304:
        answer.headers["Cache-Control"] = "no-store"  # valid for this request only
    return answer


def _drop_body(response):
    """Empty the body; open files are still closed with the response."""
    if response.streaming:
        response.streaming_content = ()
    else:
        response.content = b""


def _allows_ranges(response):
    """Whether ranges are possible: an uncompressed file with a strong ETag."""
    is_exact = response.get("ETag", "").startswith('"')
    return is_exact and getattr(response, "file_to_stream", None) is not None


def _range_response(request, response):
    """Return the range asked for, or 416, or the whole response (RFC 9110, 14.2)."""
    asked = RANGE.fullmatch(request.headers.get("Range", "").strip())
    if not asked or not _is_unchanged(request.headers.get("If-Range"), response):
        return response
    size = int(response.headers["Content-Length"])
    first, last, suffix = asked.groups()
    if suffix:
        start, end = max(size - int(suffix), 0), size - 1
    else:
        start, end = int(first), min(int(last or size), size - 1)
        if last and int(last) < start:
            return response  # not a valid range (14.1.1)
    if start > end:
        refusal = _without_body(response, 416)
        refusal.headers["Content-Range"] = f"bytes */{size}"
        return refusal
    response.status_code = 206
    response.streaming_content = SlicedFile(response.file_to_stream, start, end)
    response.headers["Content-Length"] = str(end - start + 1)
    response.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response


def _is_unchanged(known, response):
    """Whether the client’s partial copy is still current (13.1.5)."""
    return known is None or known in (response.get("ETag"), response.get("Last-Modified"))
