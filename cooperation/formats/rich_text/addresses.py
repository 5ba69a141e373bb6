"""Addresses of the links in texts that come from elsewhere."""

import re
from html import unescape
from urllib.parse import urljoin

from cooperation.domain.web_address import WebAddressError, complete_address

_TAG = re.compile(r"<(base|link|meta)\b([^>]*)>", re.I)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_END_OF_HEAD = re.compile(r"</head>|<body\b", re.I)


def from_elsewhere(base=""):
    """Return a function from the address of a link to its full address.

    It returns "" where the link would lead into this site or nowhere. ``base`` is the address of
    the page that the text comes from, if known.
    """

    def full(address):
        try:
            found = complete_address(address, base)
        except WebAddressError:
            return ""
        return "" if found.startswith("/") else found

    return full


def base_of_page(html, address=""):
    """Return the address that the links of a page are relative to; empty if it names none.

    ``address`` is that of the page, if the editor gave it. Otherwise the page may name its own:
    by ``<link rel="canonical">`` or the property og:url. ``<base>`` goes before all (HTML, 4.2.3).
    """
    head = _COMMENT.sub("", _END_OF_HEAD.split(html, maxsplit=1)[0])
    named = {"base": "", "canonical": "", "og:url": ""}
    for tag in _TAG.finditer(head):
        found = _ATTRIBUTE.findall(tag[2])
        values = {name.lower(): unescape("".join(texts)).strip() for name, *texts in found}
        key = {
            "base": "base",
            "link": values.get("rel", "").lower(),
            "meta": values.get("property", "").lower(),
        }[tag[1].lower()]
        value = values.get("content" if tag[1].lower() == "meta" else "href", "")
        if key in named and not named[key]:
            named[key] = value
    full = from_elsewhere()
    page = full(address) or full(named["canonical"]) or full(named["og:url"])
    base = urljoin(page, named["base"]) if page else named["base"]
    return full(base) or page
