"""One response, ready to be sent in every encoding and as 304."""

import gzip
import hashlib
from functools import cached_property

import brotli
from django.utils.cache import cc_delim_re
from django.utils.http import parse_etags, parse_http_date_safe

from cooperation.views.compression import TEXTS, without_refused
from cooperation.views.delivery import BODY_HEADERS

SHORTEST = 200
"""Bytes; shorter texts are sent as they are."""

ENCODE = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}
"""{encoding: function}, the shortest result first."""


class KeptPage:
    """The status, headers and body of a response that Django has made without compression.

    With ``is_for_all`` everybody gets the same from this address, so that browsers and proxies may
    keep it too; they ask each time whether it has changed (RFC 9111, 5.2.2.4).
    """

    def __init__(self, response, is_for_all):
        self.is_for_all = is_for_all
        self.status = f"{response.status_code} {response.reason_phrase}"
        self._is_ok = response.status_code == 200
        self._bodies = {"": response.content}
        self._headers = dict(response.headers)
        self._headers.pop("Content-Length", None)
        self._etag = self._headers.pop("ETag", "")
        self._changed = parse_http_date_safe(self._headers.get("Last-Modified", ""))
        self._is_text = self._headers.get("Content-Type", "").startswith(TEXTS)
        if is_for_all:
            self._headers.setdefault("Cache-Control", "no-cache")
            if self._is_ok and not self._etag:
                digest = hashlib.sha256(response.content).hexdigest()[:32]
                self._etag = f'"{digest}"'
        self._headers["Vary"] = self._vary(is_for_all)
        self.cookies = [
            ("Set-Cookie", cookie.OutputString()) for cookie in response.cookies.values()
        ]

    def _vary(self, is_for_all):
        """Return what the response depends on; the language is in the address."""
        names = [name for name in cc_delim_re.split(self._headers.get("Vary", "")) if name]
        if is_for_all:
            names = [name for name in names if name not in ("Accept-Language", "Cookie")]
        return ", ".join(dict.fromkeys([*names, "Accept-Encoding"]))

    @cached_property
    def _is_compressible(self):
        return self._is_text and len(self._bodies[""]) >= SHORTEST

    def encode(self):
        """Make all encodings; return how many bytes the page takes."""
        if self._is_compressible:
            for coding in ENCODE:
                self._body(coding)
        return sum(map(len, self._bodies.values()))

    def _body(self, coding):
        if coding not in self._bodies:
            self._bodies[coding] = ENCODE[coding](self._bodies[""])
        return self._bodies[coding]

    def answer(self, environ):
        """Return the status, the headers and the body for one GET or HEAD request."""
        coding = self._coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        etag, headers = self._etag, [*self._headers.items(), *self.cookies]
        if coding and etag:
            etag = f'W/"{etag.removeprefix("W/").strip(chr(34))}-{coding}"'
        if etag:
            headers.append(("ETag", etag))
        if self._is_ok and self._is_known(environ, etag):
            headers = [each for each in headers if each[0] not in BODY_HEADERS]
            return "304 Not Modified", headers, b""
        body = self._body(coding)
        if coding:
            headers.append(("Content-Encoding", coding))
        headers.append(("Content-Length", str(len(body))))
        return self.status, headers, b"" if environ["REQUEST_METHOD"] == "HEAD" else body

    def _coding(self, accepted):
        if not self._is_compressible:
            return ""
        offered = {part.partition(";")[0].strip() for part in without_refused(accepted).split(",")}
        return next((coding for coding in ENCODE if coding in offered), "")

    def _is_known(self, environ, etag):
        """Whether the client has this response already (RFC 9110, 13.1.2 and 13.1.3)."""
        if tags := environ.get("HTTP_IF_NONE_MATCH"):
            known = {tag.removeprefix("W/") for tag in parse_etags(tags)}
            return "*" in known or (etag and etag.removeprefix("W/") in known)
        since = parse_http_date_safe(environ.get("HTTP_IF_MODIFIED_SINCE", ""))
        return since is not None and self._changed is not None and self._changed <= since
