"""The context of every template: site settings, kinds and languages."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from cooperation.domain import languages
from cooperation.domain.kinds import PAGE_KINDS
from cooperation.models import Page, SiteSettings


def page_addresses(request, page=1, codes=languages.CODES):
    """Return the address and languages of this page; its text exists in ``codes``.

    The address keeps only the page number of the query. In other languages the page has the
    English text, so its canonical address is English.
    """
    query = f"?page={page}" if page > 1 else ""
    own, language = f"{settings.SITE_URL}{request.path}{query}", languages.reading_language(codes)
    is_translated = language == languages.current()
    return {
        "own_address": own,
        "canonical": own if is_translated else languages.localized_address(own, language),
        "page_languages": codes,
        "page_language": language,
    }


def site(request):
    """Return the context; the database is read only if a template needs it."""
    return {
        "site": SimpleLazyObject(SiteSettings.current),
        "site_pages": Page.objects.all(),
        "page_kinds": PAGE_KINDS,
        **page_addresses(request),
        "site_languages": languages.OWN_NAMES.items(),
        "language": languages.current(),
    }
