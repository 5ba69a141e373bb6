"""The state of an answer, so that it is not sent again to those who have it.

What follows from a state, such as 304, is the business of DeliveryMiddleware.
"""

import os

from django.utils.cache import patch_cache_control, set_response_etag
from django.utils.http import http_date, quote_etag

CACHE_SECONDS = 5 * 60
"""Seconds for which the answer to a program need not be asked for again."""


def cache_briefly(response, changed):
    """Return a response with the state of its bytes, to be kept for five minutes.

    ``changed`` is a moment after which nothing in them can have changed (RFC 9110, 8.8.2).
    """
    set_response_etag(response)
    response.headers["Last-Modified"] = http_date(int(changed.timestamp()))
    patch_cache_control(response, public=True, max_age=CACHE_SECONDS)
    return response


def set_file_validators(response, file):
    """Give the response that sends an open file its ETag and ``Last-Modified``."""
    state = os.fstat(file.fileno())
    response.headers["ETag"] = quote_etag(f"{state.st_mtime_ns:x}-{state.st_size:x}")
    response.headers["Last-Modified"] = http_date(state.st_mtime)
