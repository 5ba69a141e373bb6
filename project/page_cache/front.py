"""The WSGI application in front of Django: it answers readers from kept pages."""

import re
import time
from threading import Lock
from typing import NamedTuple

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import DatabaseError, connection

from cooperation.domain import languages
from cooperation.views.base import TRACKING
from cooperation.views.data import TYPES
from project.page_cache.content_clock import ContentClock
from project.page_cache.kept_page import KeptPage
from project.page_cache.shelf import Shelf

MOST_BYTES = 16 * 1024 * 1024
"""Bytes of the pages that one process keeps."""

MOST_BYTES_OF_OTHERS = 2 * 1024 * 1024
"""Bytes of redirects and of pages that are missing or gone; so they cannot push out the pages."""

KEPT_STATUSES = (200, 301, 302, 404, 410)

NOT_KEPT = re.compile(
    rf"/(?:(?:{'|'.join(languages.TRANSLATIONS)})/)?"
    r"(?:admin|api/v1|data|media|preview|static|\.well-known|healthz|readyz|[a-z]+/export\.)"
)
"""Addresses whose answers depend on more than the content, or are files."""

PRECONDITIONS = ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_RANGE")
"""Headers that only Django answers; a reader’s browser does not send them for pages."""

OF_THE_VISITOR = (
    "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_LANGUAGE", "HTTP_COOKIE", "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_NONE_MATCH",
)  # fmt: skip
"""Headers that Django is not told of, since the page is for everybody."""


class Address(NamedTuple):
    """What one kept page answers."""

    scheme: str
    forwarded: str
    host: str
    path: str
    query: str
    accepted: str
    """The header Accept, if it could ask for linked data; else empty."""


class PageCache:
    """Wraps the application of Django. A page is rendered once, however many ask at a time."""

    def __init__(self, application):
        self.application = application
        self._clock = ContentClock()
        self._pages, self._others = Shelf(MOST_BYTES), Shelf(MOST_BYTES_OF_OTHERS)
        self._locks = [Lock() for _number in range(64)]
        self._names_of_cookies = (
            f"{settings.SESSION_COOKIE_NAME}=",
            f"{CookieStorage.cookie_name}=",
        )

    def __call__(self, environ, start_response):
        if not self._is_for_all(environ):
            return self.application(environ, start_response)
        try:
            period = self._clock.current()
        except DatabaseError:
            connection.close()
            return self.application(environ, start_response)
        address = _address(environ)
        page = self._kept(period, address)
        if page is not None:
            return _send(page, period, environ, start_response)
        with self._locks[hash(address) % len(self._locks)]:
            page = self._kept(period, address)
            if page is None:
                response, started = self._ask_django(environ)
                if getattr(response, "streaming", True):
                    start_response(*started)
                    return response
                page = self._keep(period, address, response)
        return _send(page, period, environ, start_response)

    def _is_for_all(self, environ):
        """Whether the answer does not depend on who asks."""
        cookies = environ.get("HTTP_COOKIE", "")
        return (
            environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and not NOT_KEPT.match(environ.get("PATH_INFO", ""))
            and not any(name in cookies for name in self._names_of_cookies)
            and not any(name in environ for name in PRECONDITIONS)
        )

    def _kept(self, period, address):
        return self._pages.get(period, address) or self._others.get(period, address)

    def _ask_django(self, environ):
        """Return Django’s response for everybody, and what it said to ``start_response``."""
        plain = {name: value for name, value in environ.items() if name not in OF_THE_VISITOR}
        started = []
        response = self.application(
            plain | {"REQUEST_METHOD": "GET"}, lambda *line: started.extend(line[:2])
        )
        return response, started

    def _keep(self, period, address, response):
        """Return the page of a response; keep it if everybody may have it."""
        is_for_all = _may_be_kept(address, response)
        page = KeptPage(response, is_for_all)
        response.close()
        if is_for_all:
            shelf = self._pages if response.status_code == 200 else self._others
            shelf.put(period, address, page)
        return page


def _send(page, period, environ, start_response):
    status, headers, body = page.answer(environ)
    second = int(time.time())
    if settings.BEHIND_PROXY and page.is_for_all and period.until >= second + 1:
        # nginx keeps it to the end of this second; first, or nginx would follow Cache-Control
        headers.insert(0, ("X-Accel-Expires", f"@{second}"))
    start_response(status, headers)
    return [body]


def _address(environ):
    accepted = environ.get("HTTP_ACCEPT", "")
    return Address(
        environ["wsgi.url_scheme"],
        environ.get("HTTP_X_FORWARDED_PROTO", ""),
        environ.get("HTTP_HOST", ""),
        environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""),
        environ.get("QUERY_STRING", ""),
        accepted if any(type_ in accepted for type_ in TYPES) else "",
    )


def _may_be_kept(address, response):
    """Whether everybody may be given a response from memory."""
    control = response.get("Cache-Control", "")
    is_private = "no-store" in control or "private" in control
    return (
        response.status_code in KEPT_STATUSES
        and not response.cookies
        and (not is_private or response.status_code == 410)
        and (not address.query or _knows(address.query, response))
    )


def _knows(query, response):
    """Whether the page knows all parameters, so that nobody can invent addresses without end."""
    unknown = (getattr(response, "context_data", None) or {}).get("unknown_parameters")
    names = [pair.partition("=")[0] for pair in query.split("&")]
    return unknown == [] and not any(name.startswith(TRACKING) for name in names)
