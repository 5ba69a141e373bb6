"""Addresses of links as people type them: completed, or refused with the remedy."""

import re
import unicodedata
from urllib.parse import quote, urljoin, urlsplit

from django.utils.translation import gettext_lazy as _

from cooperation.domain.errors import DomainError, as_typed

SCHEMES = ("http", "https", "mailto")
"""What an address may begin with, before the colon."""

LONGEST = 2000
"""Characters of an address, which every browser and server takes."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.(?:[^\W\d_]{{2,}}|xn--[a-z0-9-]+)\.?", re.I)
_IPV4 = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_MAILBOX = re.compile(r"[^\s@/?#:,;<>()\[\]\"]+")
_FILE = re.compile(
    r"\.(?:html?|php\d?|aspx?|jsp|cgi|pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|txt|xml)$", re.I
)
"""Ends of file names, which are no names of hosts."""
_JOINERS = "\u200c\u200d"
_UNQUOTED = "!#$%&'()*+,/:;=?@[]~"


class WebAddressError(DomainError):
    """An address that leads nowhere; the message says what to type instead."""


_NO_ADDRESS = _(
    "“%(address)s” is not a full web address. Type it as in the browser, such as "
    "https://example.org/page, or an e-mail address."
)
_NO_WEB_ADDRESS = _(
    "“%(address)s” is not the address of a page on the web. Type it as in the browser, such as "
    "https://example.org/page."
)
_SCHEME_REFUSED = _(
    "A link cannot begin with “%(scheme)s:” (“%(address)s”). Type an address that begins with "
    "https://, or an e-mail address."
)
_WITH_PASSWORD = _(
    "“%(address)s” holds a name or password before “@”. Type the address without it, or an e-mail "
    "address."
)
_TOO_LONG = _("“%(address)s” has %(number)d characters. Type an address of at most %(limit)d.")


def complete_web_address(typed):
    """Return the full address of a page on the web; raises WebAddressError."""
    address = complete_address(typed)
    if not address.startswith(("http://", "https://")):
        raise _refused(_NO_WEB_ADDRESS, typed)
    return address


def complete_address(typed, base=""):
    """Return a typed address in full: with https://, with mailto:, or as a path on this site.

    ``base`` is the full address of the page that the link stands on: relative addresses are
    resolved against it, otherwise only paths on this site (beginning with one “/”) are taken.
    Raises WebAddressError.
    """
    address = _cleaned(typed)
    if len(address) > LONGEST:
        raise _refused(_TOO_LONG, address, number=len(address), limit=LONGEST)
    if address.startswith("//"):
        address = f"https:{address}"
    elif _is_host(address):
        address = f"https://{address}"
    elif mailbox := _mailbox(address):
        return f"mailto:{mailbox}"
    if scheme := _SCHEME.match(address):
        return _with_scheme(scheme[1].lower(), address)
    if base and address:
        return complete_address(urljoin(base, address))
    if address.startswith("/"):
        return _quoted(address)
    raise _refused(_NO_ADDRESS, typed)


def _cleaned(typed):
    """Return the address without what browsers ignore and what nobody sees (WHATWG URL, 4.4)."""
    shown = "".join(
        sign
        for sign in typed
        if sign in _JOINERS or unicodedata.category(sign) not in ("Cc", "Cf", "Zl", "Zp")
    ).strip()
    beginning = re.match(r"[^?#]*", shown)[0]
    return beginning.replace("\\", "/") + shown[len(beginning) :]


def _is_host(address):
    """Whether an address begins with the name of a host, such as “www.example.org/page”."""
    host, _colon, port = re.split(r"[/?#]", address, maxsplit=1)[0].partition(":")
    return bool(_HOST.fullmatch(host)) and (not port or port.isdigit()) and not _FILE.search(host)


def _mailbox(address):
    """Return an e-mail address (RFC 6068, with what follows “?”); empty if it is none."""
    name, _at, rest = address.partition("@")
    host = rest.partition("?")[0]
    return _quoted(address) if _MAILBOX.fullmatch(name) and _HOST.fullmatch(host) else ""


def _with_scheme(scheme, address):
    if scheme not in SCHEMES:
        raise _refused(_SCHEME_REFUSED, address, scheme=as_typed(scheme))
    rest = address.partition(":")[2]
    if scheme == "mailto":
        if mailbox := _mailbox(rest.strip()):
            return f"mailto:{mailbox}"
        raise _refused(_NO_ADDRESS, address)
    try:
        parts = urlsplit(f"{scheme}:{rest}")
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _refused(_NO_ADDRESS, address) from error
    if "@" in parts.netloc:
        raise _refused(_WITH_PASSWORD, address)
    if not (_HOST.fullmatch(host) or _IPV4.fullmatch(host)):
        raise _refused(_NO_ADDRESS, address)
    return _quoted(parts.geturl())


def _quoted(address):
    """Return an address without spaces and quotes (RFC 3986, 2.1); letters of any language stay."""
    return "".join(
        sign if sign.isalnum() or sign in _UNQUOTED or sign in "-._" else quote(sign)
        for sign in address
    )


def _refused(message, address, **params):
    return WebAddressError(message, {"address": as_typed(address), **params})
