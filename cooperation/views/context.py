"""What every template knows: the site’s own settings, its main parts and its languages."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from cooperation.domain import languages
from cooperation.domain.kinds import PAGE_KINDS
from cooperation.models import Page, SiteSettings


def own_address(request, page=1):
    """Return the address of this page without filters, but with the number of the page."""
    query = f"?page={page}" if page > 1 else ""
    return f"{settings.SITE_URL}{request.path}{query}"


def page_addresses(request, page=1, codes=languages.CODES):
    """Return how a template names this page, which can be read in the languages ``codes``.

    In another language it is the English text in a translated frame: search engines are led to
    the English page.
    """
    own, language = own_address(request, page), languages.read_in(codes)
    is_translated = language == languages.current()
    return {
        "own_address": own,
        "canonical": own if is_translated else languages.in_language(own, language),
        "page_languages": codes,
        "page_language": language,
    }


def site(request):
    """Return the site settings, the pages of the foot, the kinds and the languages.

    What stands in the database is read only if a template uses it.
    """
    return {
        "site": SimpleLazyObject(SiteSettings.current),
        "site_pages": Page.objects.all(),
        "page_kinds": PAGE_KINDS,
        **page_addresses(request),
        "site_languages": languages.OWN_NAMES.items(),
        "language": languages.current(),
    }
