"""The whole seeded site in each language: every link and anchor holds, every text is translated."""

import gettext
from html.parser import HTMLParser
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

import pytest
from django.utils.translation import trans_real

from cooperation.domain.languages import CODES, TRANSLATIONS, localized_address

LARGEST = 60_000
"""Bytes of HTML that a page may have."""

APART = ("/admin/", "/media/", "/static/")
"""What is no public page, or is tried elsewhere."""


class _Links(HTMLParser):
    """Reads the language, ids and links of a page."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.links, self.language = set(), set(), ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "html":
            self.language = attrs["lang"]
        if "id" in attrs:
            assert attrs["id"] not in self.ids, f"two elements with the id {attrs['id']}"
            self.ids.add(attrs["id"])
        self.links |= {attrs[name] for name in ("href", "src", "action") if attrs.get(name)}


class _Untranslated(gettext.NullTranslations):
    """Stands behind a catalogue and remembers what was asked for and not found."""

    def __init__(self):
        super().__init__()
        self.messages = set()

    def gettext(self, message):
        self.messages.add(message)
        return message

    def ngettext(self, singular, plural, number):
        self.messages.add(singular)
        return singular if number == 1 else plural

    def pgettext(self, context, message):
        return self.gettext(message)

    def npgettext(self, context, singular, plural, number):
        return self.ngettext(singular, plural, number)


class _Watched(trans_real.DjangoTranslation):
    """A catalogue that remembers what is not in it, in place of looking for it in English."""

    def __init__(self, code):
        self.untranslated = _Untranslated()
        super().__init__(code)

    def add_fallback(self, fallback):
        super().add_fallback(self.untranslated)


@pytest.fixture
def untranslated(monkeypatch):
    """{language: the messages that a page asked for in vain}."""
    watched = {code: _Watched(code) for code in TRANSLATIONS}
    own = trans_real.translation
    monkeypatch.setattr(trans_real, "translation", lambda code: watched.get(code) or own(code))
    return {code: catalogue.untranslated for code, catalogue in watched.items()}


def read_to_its_end(response):
    """Read what is sent bit by bit, so that the files behind it are closed."""
    if response.streaming:
        for _piece in response.streaming_content:
            pass
    response.close()


def crawl(client, start, code):
    """Follow all links within a language; of a file that takes filters, one with each path.

    In translations, of a page that takes filters, one with each set of them.
    Return {address: its page; None for a file} and {address: status} of what is no page.
    """
    waiting, pages, broken, met = [start], {}, {}, set()
    while waiting:
        address = waiting.pop()
        path, query = urlsplit(address)[2:4]
        filters = path, frozenset(parse_qs(query, keep_blank_values=True))
        if address in pages or address in broken or met & {path, filters}:
            continue
        response = client.get(address)
        if response.status_code != 200:
            broken[address] = response.status_code
            continue
        if not response.headers["Content-Type"].startswith("text/html"):
            pages[address] = None
            met.add(path)
            read_to_its_end(response)
            continue
        assert len(response.content) < LARGEST, (address, len(response.content))
        if query and code in TRANSLATIONS:
            met.add(filters)
        page = _Links(response.content.decode())
        pages[address] = page
        for link in page.links:
            target = urldefrag(urljoin(address, link)).url
            is_here = not urlsplit(target).netloc and target.startswith("/")
            in_same = localized_address(target, code) == target
            if is_here and in_same and not any(part in target for part in APART):
                waiting.append(target)
    return pages, broken


@pytest.mark.parametrize("code", CODES)
def test_every_page_holds_together_and_is_translated(client, loaded_content, untranslated, code):
    pages, broken = crawl(client, localized_address("/", code), code)
    assert broken == {}
    read = {address: page for address, page in pages.items() if page}
    assert len(read) > 60
    assert {page.language for page in read.values()} == {code}
    lost = []
    for address, page in read.items():
        for link in page.links:
            target, anchor = urldefrag(urljoin(address, link))
            if anchor and target in read and anchor not in read[target].ids:
                lost.append((address, link))
    assert lost == []
    assert {code: sorted(found.messages) for code, found in untranslated.items()} == {
        code: [] for code in TRANSLATIONS
    }
