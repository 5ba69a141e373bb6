"""ETag and Last-Modified of responses; DeliveryMiddleware makes 304 of them."""

import os

from django.utils.cache import patch_cache_control, set_response_etag
from django.utils.http import http_date, quote_etag

CACHE_SECONDS = 5 * 60
"""How long programs may keep a response."""


def cache_briefly(response, changed):
    """Set ETag, Last-Modified and five minutes of caching on a response, and return it.

    ``changed`` is the moment of the last change (RFC 9110, 8.8.2).
    """
    set_response_etag(response)
    response.headers["Last-Modified"] = http_date(int(changed.timestamp()))
    patch_cache_control(response, public=True, max_age=CACHE_SECONDS)
    return response


def set_file_validators(response, file):
    """Set the ETag and ``Last-Modified`` of a response that sends an open file."""
    state = os.fstat(file.fileno())
    response.headers["ETag"] = quote_etag(f"{state.st_mtime_ns:x}-{state.st_size:x}")
    response.headers["Last-Modified"] = http_date(state.st_mtime)
