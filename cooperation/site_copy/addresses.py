"""Says which addresses of the site a copy holds, and names their files.

An address that ends with a slash is the file ``index.html`` of a folder, as any server of files
has it. A page of a list gets a folder of its own, with a dot that no slug can have:
``/agreements/?page=2`` is ``agreements/page.2/index.html``.
"""

import posixpath
import re
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

from django.conf import settings

from cooperation.domain import languages

KEPT = {"page": re.compile(r"[1-9][0-9]{0,5}"), "view": re.compile(r"[a-z]{1,20}")}
"""The parameters whose pages are part of a copy, and what their values look like."""

EXPORT = re.compile(rf"^(/(?:{'|'.join(languages.TRANSLATIONS)}))?/(\w+)/export\.(csv|jsonl)$")
"""Files of whole lists, without filters: CSV in English, as in the data of the whole register."""

LEFT_OUT = re.compile(
    r"/(admin|preview|styleguide)/ | /api/v | /og/ | /search/suggestions/ | /export\.\w+$ "
    r"| /(?:health|ready)z$ | /robots\.txt$ | /site\.webmanifest$ | /\.well-known/ | ^/static/ $",
    re.X,
)
"""What needs the site itself, or says something of it that is not true of a copy."""


def site_address(address, base="/"):
    """Return the path and query of a link on this site; None if it leads to another site.

    ``base`` is the address of the page with the link. What follows ``#`` is left out, and so is
    ``at``, which names a sentence: a copy has its whole article.
    """
    try:
        parts = urlsplit(urljoin(f"{settings.SITE_URL}{base}", address.strip()))
    except ValueError:
        return None
    if f"{parts.scheme}://{parts.netloc}" != settings.SITE_URL:
        return None
    named = parse_qsl(parts.query, keep_blank_values=True)
    kept = [each for each in named if each != ("page", "1") and each[0] != "at"]
    query = "&".join(f"{name}={value}" for name, value in kept)
    path = parts.path or "/"
    return f"{path}?{query}" if query else path


def file_of(address):
    """Return the name of the file of an address of ``site_address``; None if it is left out."""
    path, _sign, query = address.partition("?")
    path = unquote(path)
    if LEFT_OUT.search(path) or re.search(r"[\\\0]|/\.\.?(/|$)|//", path):
        return None
    parameters = sorted(parse_qsl(query, keep_blank_values=True))
    if any(name not in KEPT or not KEPT[name].fullmatch(value) for name, value in parameters):
        return None
    if path.endswith("/"):
        return posixpath.join(path[1:], *(f"{n}.{v}" for n, v in parameters), "index.html")
    return None if parameters else path[1:]


def address_in_copy(address):
    """Return the address that stands for another in a copy: for an export, the file of all data."""
    return EXPORT.sub(r"/data/\2.\3", address)


def relative_link(target, source):
    """Return the link from one file of a copy to another, given by their names."""
    return quote(posixpath.relpath(target, posixpath.dirname(source) or "."))


def language_of(file):
    """Return the code of the language of a page, given by the name of its file."""
    first = file.partition("/")[0]
    return first if first in languages.TRANSLATIONS else languages.ORIGINAL
