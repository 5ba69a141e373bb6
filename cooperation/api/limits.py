"""How much one visitor may ask for in a minute.

The headers are those of draft-ietf-httpapi-ratelimit-headers-10. Requests are counted in the cache:
by itself each process counts its own, with a shared CACHE_URL all count together.
"""

import hashlib
import time
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from cooperation.api.problems import Problem

PERIOD = 60
"""Seconds."""


class Quota(NamedTuple):
    """What a visitor has left of their ``limit`` for the ``seconds`` to come."""

    limit: int
    left: int
    seconds: int

    @property
    def headers(self):
        """The headers that every answer carries."""
        return {
            "RateLimit-Policy": f'"minute";q={self.limit};w={PERIOD}',
            "RateLimit": f'"minute";r={max(self.left, 0)};t={self.seconds}',
        }

    @property
    def problem(self):
        """The Problem of whoever has asked for more."""
        detail = _(
            "More than %(limit)d requests in a minute. Try again in %(seconds)d seconds; "
            "“limit=100” needs fewer requests, and the files of each list need one."
        ) % {"limit": self.limit, "seconds": self.seconds}
        headers = {"Retry-After": str(self.seconds)}
        return Problem(429, "too-many-requests", detail, headers=headers)


def visitor(request):
    """Return the address of whoever asks.

    Behind a proxy it is the last one in X-Forwarded-For, which the proxy itself has put there;
    anybody can make up what stands before it.
    """
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def count(request):
    """Count a request of a visitor and return their Quota; None if there is no limit."""
    limit = settings.API_REQUESTS_PER_MINUTE
    if not limit:
        return None
    period, passed = divmod(int(time.time()), PERIOD)
    key = f"api-requests:{hashlib.sha256(visitor(request).encode()).hexdigest()}:{period}"
    cache.add(key, 0, PERIOD * 2)
    try:
        used = cache.incr(key)
    except ValueError:  # thrown out of a full cache between the two lines
        used = 1
    return Quota(limit, limit - used, PERIOD - passed)
