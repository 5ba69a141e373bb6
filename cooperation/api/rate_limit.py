"""How many requests one visitor may make in a minute.

The headers are those of draft-ietf-httpapi-ratelimit-headers-10.
"""

from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from cooperation.api.problems import ApiProblem
from cooperation.limits.counting import Counter
from cooperation.limits.visitor import visitor

PERIOD = 60
"""Seconds."""


class RateLimit(NamedTuple):
    """The limit of a visitor, and what is left of it for the next ``seconds``."""

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
        """The ApiProblem of a visitor who has used it up."""
        detail = _(
            "More than %(limit)d requests in a minute. Try again in %(seconds)d seconds; "
            "“limit=100” needs fewer requests, and the files of each list need one."
        ) % {"limit": self.limit, "seconds": self.seconds}
        headers = {"Retry-After": str(self.seconds)}
        return ApiProblem(429, "too-many-requests", detail, headers=headers)


def count(request):
    """Count a request of a visitor and return their RateLimit; None if there is no limit."""
    limit = settings.API_REQUESTS_PER_MINUTE
    if not limit:
        return None
    used = Counter("api-requests", visitor(request), PERIOD).add()
    return RateLimit(limit, limit - used.number, used.seconds)
