"""Asks the site, in this process, for everything that readers can reach from its sitemap."""

import re
from collections import deque
from html import unescape
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client
from django.utils import translation

from cooperation.domain import languages
from cooperation.site_copy import drawings, pages
from cooperation.site_copy.addresses import file_of, site_address
from cooperation.views.home import TODAY

FIRST = ("/", "/search/")
PAGE, DRAWING = "text/html", "image/svg+xml"
CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
LOCATION = re.compile(r"<loc>(.*?)</loc>")
GONE = (404, 410)


class CannotCopy(Exception):
    """The site answered something that no copy can hold; the text says where and what."""


class Crawler:
    """Fetches all addresses of the site into a folder, as they are.

    ``files`` is {address: name of the file} of what is there, ``types`` {name: media type}, and
    ``broken`` {address: page with the link} of links that lead to nothing. ``today`` is the day
    that the site takes for today.
    """

    def __init__(self, folder, today):
        self.files, self.types, self.broken = {}, {}, {}
        self._folder, self._moved = folder, {}
        self._waiting, self._seen = deque(), set()
        site = urlsplit(settings.SITE_URL)
        self._client = Client(headers={"host": site.netloc}, **{TODAY: today})
        self._is_secure = site.scheme == "https"

    def run(self):
        """Fetch everything, beginning with the sitemap; raises CannotCopy."""
        try:
            staticfiles_storage.url("css/site.css")
        except ValueError as error:
            raise CannotCopy("Style sheets are not collected: run collectstatic first.") from error
        self._queue("/sitemap.xml", "")
        for code in languages.CODES:
            for address in FIRST:
                self._queue(languages.localized_address(address, code), "")
        with translation.override(languages.ORIGINAL):
            while self._waiting:
                self._visit(*self._waiting.popleft())

    def file_for(self, address):
        """Return the file of an address that is in the copy; None if it is not."""
        for _step in range(5):
            if address in self.files:
                return self.files[address]
            address = self._moved.get(address)
        return None

    def _queue(self, address, source):
        """Note an address for a visit unless it was met before."""
        if address not in self._seen:
            self._seen.add(address)
            self._waiting.append((address, source))

    def _visit(self, address, source):
        name = file_of(address)
        if name is None:
            return
        if (self._folder / name).is_file():  # a file of data, written before
            self.files[address] = name
            return
        content, type_ = self._answer(address, source)
        if content is None:
            return
        is_sitemap = type_ == "application/xml" and name.startswith("sitemap")
        if not is_sitemap:
            path = self._folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            self.files[address], self.types[name] = name, type_
        for link in _links(content, type_):
            if target := site_address(link, address):
                self._queue(target, address)

    def _answer(self, address, source):
        """Return the content and the media type of an address; (None, "") if it has none."""
        if address.startswith(settings.STATIC_URL):
            return self._static(address.removeprefix(settings.STATIC_URL), source)
        response = self._client.get(address, secure=self._is_secure)
        if response.status_code in (301, 302, 303, 307, 308):
            target = site_address(response.headers["Location"], address)
            if target:
                self._moved[address] = target
                self._queue(target, source)
            return None, ""
        if response.status_code in GONE:
            self.broken[address] = source
            return None, ""
        if response.status_code != 200:
            raise CannotCopy(
                f"{address} answered {response.status_code}, linked on {source or '–'}."
            )
        content = response.getvalue()
        return content, response.headers.get("Content-Type", "").partition(";")[0]

    def _static(self, name, source):
        """Return a style sheet, script, font or picture of the site as it is served."""
        if staticfiles_storage.exists(name):
            with staticfiles_storage.open(name) as file:
                content = file.read()
        elif path := finders.find(name):
            with open(path, "rb") as file:
                content = file.read()
        else:
            raise CannotCopy(f"{name}, linked on {source}, is not there: run collectstatic first.")
        return content, "text/css" if name.endswith(".css") else ""


def _links(content, type_):
    """Return the links in an answer, as they are written there."""
    if type_ == PAGE:
        return pages.links_of(content.decode())
    if type_ == DRAWING:
        return drawings.links_of(content)
    if type_ == "text/css":
        return CSS_URL.findall(content.decode())
    if type_ == "application/xml":
        return [unescape(each) for each in LOCATION.findall(content.decode())]
    return []
