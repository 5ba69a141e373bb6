"""Smaller answers for slow lines."""

import re

from django.middleware.gzip import GZipMiddleware

TEXTS = ("text/", "image/svg+xml", "application/json", "application/xml", "application/atom+xml")
"""How the types begin that gain by compression; pictures and PDF files are compressed already."""


class TextCompressionMiddleware(GZipMiddleware):
    """Compresses pages and other texts with gzip, and leaves files as they are."""

    def process_response(self, request, response):
        if not response.headers.get("Content-Type", "").startswith(TEXTS):
            return response
        return super().process_response(request, response)


class IndentationMiddleware:
    """Leaves out of pages what only makes templates readable: empty lines and indentation.

    Pages with text in which every space counts (``pre``, ``textarea``) stay as they are.
    """

    INDENTED = re.compile(rb"\n\s+")
    KEPT = (b"<pre", b"<textarea")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and not response.streaming and not any(t in response.content for t in self.KEPT):
            response.content = self.INDENTED.sub(b"\n", response.content)
        return response
