"""How tests of public pages read them."""

import re
from html import unescape

from django.urls import reverse

from cooperation.domain.kinds import PAGE_KINDS

KINDS = [kind.key for kind in PAGE_KINDS]
"""The kinds with pages of their own, in the order of the navigation."""


def list_address(kind):
    return reverse(f"{kind}-list")


def text_of(html):
    """Return the words of a piece of HTML as a reader sees them."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def body_of(response):
    return response.content.decode()


def titles_in(response):
    """Return the titles of the rows of a list, from top to bottom."""
    rows = re.findall(r'<a class="row__title" href="[^"]+">(.*?)</a>', body_of(response), re.S)
    return [text_of(row) for row in rows]


def notices_in(response):
    """Return every notice and alert of a page, as read."""
    found = re.findall(r'<(p|div|li) class="notice[^"]*"[^>]*>(.*?)</\1>', body_of(response), re.S)
    return [text_of(inner) for _tag, inner in found]


def count_in(response):
    """Return the line that says how many results there are; "" if there is none."""
    found = re.search(r'<p class="count"[^>]*>(.*?)</p>', body_of(response), re.S)
    return text_of(found[1]) if found else ""


def active_filters_in(response):
    """Return {what a link of a filter in use says: where it leads}."""
    found = re.search(r'<ul class="active.*?</ul>', body_of(response), re.S)
    links = re.findall(r'<a href="([^"]*)">(.*?)</a>', found[0], re.S) if found else []
    return {text_of(inner): unescape(address) for address, inner in links}


def meta_in(response, name):
    """Return the content of a ``<meta name>``; None if there is none."""
    found = re.search(rf'<meta name="{name}" content="([^"]*)">', body_of(response))
    return unescape(found[1]) if found else None


def canonical_in(response):
    found = re.search(r'<link rel="canonical" href="([^"]*)">', body_of(response))
    return unescape(found[1]) if found else None
