"""Answers that programs ask for again and again: sent only if they have changed."""

import hashlib

from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag

KEPT = 5 * 60
"""Seconds for which such an answer need not be asked for again."""


def answer_if_changed(request, response, changed):
    """Return a response with its ETag and ``Last-Modified``, or 304 to whoever has it already.

    The ETag is that of the bytes. ``changed`` is a moment after which nothing in them can have
    changed (RFC 9110, 8.8).
    """
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    seconds = int(changed.timestamp())
    response.headers["ETag"], response.headers["Last-Modified"] = etag, http_date(seconds)
    patch_cache_control(response, public=True, max_age=KEPT)
    return get_conditional_response(request, etag, seconds, response)
