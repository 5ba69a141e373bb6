"""Smaller answers for slow lines."""

from django.middleware.gzip import GZipMiddleware

TEXTS = ("text/", "image/svg+xml", "application/json", "application/xml", "application/atom+xml")
"""How the types begin that gain by compression; pictures and PDF files are compressed already."""


class TextCompressionMiddleware(GZipMiddleware):
    """Compresses pages and other texts with gzip, and leaves files as they are."""

    def process_response(self, request, response):
        if not response.headers.get("Content-Type", "").startswith(TEXTS):
            return response
        return super().process_response(request, response)
