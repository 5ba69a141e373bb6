"""Somebody who asks the running site: cookies, an address of their own, and forms as they come."""

import http.client
import time
from collections.abc import Callable
from contextlib import closing
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode

HOST = "127.0.0.1"
PATIENCE = 300
"""Seconds to wait for an answer; without one its status is 0."""


class Answer(NamedTuple):
    """What came, and after how many milliseconds it was whole."""

    status: int
    time: float
    text: str = ""

    @property
    def is_lost(self):
        """Whether the site failed or did not answer."""
        return self.status == 0 or self.status >= 500


class Role(NamedTuple):
    """What a ``number`` of people do at once, again and again.

    ``act`` is given a Visitor, the addresses of forms by name and how often it was called before;
    it returns the last answer. ``account`` logs in first; ``pause`` is in seconds.
    """

    act: Callable
    account: str = ""
    number: int = 1
    pause: float = 0


class Visitor:
    """One visitor of a site behind a proxy, which says the ``address``."""

    def __init__(self, port, address):
        self.port, self.address, self.cookies = port, address, SimpleCookie()
        self.answers = []

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, fields, **files):
        """Send a form; ``files`` are {field: SimpleUploadedFile}."""
        from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

        if files:
            return self._ask(
                "POST", path, encode_multipart(BOUNDARY, fields | files), MULTIPART_CONTENT
            )
        return self._ask("POST", path, urlencode(fields), "application/x-www-form-urlencoded")

    def log_in(self, name, password):
        typed = {"username": name, "password": password}
        page = self.get("/admin/login/")
        answer = self.post("/admin/login/", fields_of(page.text) | typed)
        assert answer.status == 302, f"{name} cannot log in: {answer.status}"

    def _ask(self, method, path, body=None, kind=""):
        start = time.perf_counter()
        try:
            status, text = self._talk(method, path, body, kind)
        except (OSError, http.client.HTTPException):
            status, text = 0, ""
        answer = Answer(status, (time.perf_counter() - start) * 1000, text)
        self.answers.append(answer._replace(text=""))
        return answer

    def _talk(self, method, path, body, kind):
        headers = {"X-Forwarded-For": self.address, "Content-Type": kind}
        headers["Cookie"] = "; ".join(f"{name}={each.value}" for name, each in self.cookies.items())
        with closing(http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)) as line:
            line.request(method, path, body, headers)
            response = line.getresponse()
            text = response.read().decode()
        for cookie in response.headers.get_all("Set-Cookie", []):
            self.cookies.load(cookie)
        return response.status, text


def fields_of(page):
    """Return {name: value} of the largest form of a page, as a browser would send it untouched."""
    reader = _Forms()
    reader.feed(page)
    return max(reader.forms, key=len)


class _Forms(HTMLParser):
    """Collects the fields of each form."""

    def __init__(self):
        super().__init__()
        self.forms = [{}]  # the first holds what stands outside of forms
        self._select = self._area = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name, value = attrs.get("name"), attrs.get("value") or ""
        if tag == "form":
            self.forms.append({})
        elif tag == "option" and self._select:
            if "selected" in attrs or self._select not in self.forms[-1]:  # the first, if none is
                self.forms[-1][self._select] = value
        elif tag == "select":
            self._select = name
        elif tag == "textarea" and name:
            self._area, self.forms[-1][name] = name, ""
        elif tag == "input" and name and _is_sent(attrs):
            self.forms[-1][name] = value or ("on" if attrs.get("type") == "checkbox" else "")

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = None
        elif tag == "textarea" and self._area:
            fields, name = self.forms[-1], self._area
            fields[name] = fields[name].removeprefix("\n")
            self._area = None

    def handle_data(self, data):
        if self._area:
            self.forms[-1][self._area] += data


def _is_sent(attrs):
    if attrs.get("type") in ("checkbox", "radio"):
        return "checked" in attrs
    return attrs.get("type") not in ("submit", "button", "file", "reset", "image")
