"""Compression of responses."""

import re

from django.middleware.gzip import GZipMiddleware

TEXTS = (
    "text/",
    "image/svg+xml",
    "application/json",
    "application/ld+json",
    "application/xml",
    "application/atom+xml",
    "application/rss+xml",
)
"""Content types to compress, by their beginnings."""


HEADER = "HTTP_ACCEPT_ENCODING"
REFUSED = re.compile(r";\s*q=0(\.0*)?\s*$")


class TextCompressionMiddleware(GZipMiddleware):
    """Compresses pages and other texts with gzip.

    A compressed response, also of a static file, gets a weak ETag that names the encoding
    (RFC 9110, 8.8.1 and 8.8.3.3).
    """

    def process_request(self, request):
        # Django and WhiteNoise do not understand “gzip;q=0”, which refuses gzip.
        request.META[HEADER] = without_refused(request.META.get(HEADER, ""))

    def process_response(self, request, response):
        if response.headers.get("Content-Type", "").startswith(TEXTS):
            response = super().process_response(request, response)
        encoding, etag = response.get("Content-Encoding"), response.get("ETag")
        if encoding and etag:
            name = etag.removeprefix("W/").strip('"')
            response.headers["ETag"] = f'W/"{name}-{encoding}"'
        return response


def without_refused(header):
    """Return an ``Accept-Encoding`` header without the encodings it refuses (RFC 9110, 12.5.3)."""
    return ",".join(part for part in header.lower().split(",") if not REFUSED.search(part))
