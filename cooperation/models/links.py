"""Links in texts: addresses are completed, or refused with the remedy."""

from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cooperation.domain.errors import as_typed
from cooperation.domain.kinds import KINDS
from cooperation.domain.languages import ORIGINAL, TRANSLATIONS
from cooperation.domain.web_address import WebAddressError, complete_address
from cooperation.formats.rich_text.saved import clean_rich_text, refused_links
from cooperation.models.old_address import OldAddress
from cooperation.models.record import Record

_UNKNOWN_PATH = _(
    "This site has no page “%(address)s” for readers. Copy the address from the page itself, or "
    "type the full address of another site, such as https://example.org/page."
)
_DETAIL = "-detail"


def link_address(typed):
    """Return the full address of a typed link; raises WebAddressError.

    A path on this site must lead to a page for readers.
    """
    address = complete_address(typed)
    if address.startswith("/") and not _is_page(address.partition("#")[0].partition("?")[0]):
        raise WebAddressError(_UNKNOWN_PATH, {"address": as_typed(address)})
    return address


def sanitize_prose(html):
    """Return rich text as it is saved; raises ValidationError for links that lead nowhere."""
    clean, errors = clean_rich_text(html, link_address)
    if errors:
        raise ValidationError(
            [ValidationError(each.message, code="invalid", params=each.params) for each in errors]
        )
    return clean


def dead_links(html):
    """Return the WebAddressErrors of the links of a stored text."""
    return refused_links(html, link_address) if "<a " in html else []


def _is_page(path):
    """Whether a path is one of our pages; a record need not be public yet."""
    prefix = path.split("/")[1]
    with override(prefix if prefix in TRANSLATIONS else ORIGINAL):
        try:
            found = resolve(path)
        except Resolver404:
            return False
    kind, slug = found.url_name.removesuffix(_DETAIL), found.kwargs.get("slug")
    if found.namespaces:
        return False
    if kind in KINDS and found.url_name.endswith(_DETAIL):
        places = (Record.objects.at(kind, slug), OldAddress.objects.with_record().at(kind, slug))
        return any(place.exists() for place in places)
    return True
