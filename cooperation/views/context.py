"""What every template knows: the site’s own settings, its main parts and its languages."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from cooperation.domain import languages
from cooperation.domain.kinds import PAGE_KINDS
from cooperation.models import Page, SiteSettings


def canonical(request, page=1):
    """Return the one address of this page: without filters, but with the number of the page."""
    query = f"?page={page}" if page > 1 else ""
    return f"{settings.SITE_URL}{request.path}{query}"


def site(request):
    """Return the site settings, the pages of the foot, the kinds and the languages.

    What stands in the database is read only if a template uses it.
    """
    return {
        "site": SimpleLazyObject(SiteSettings.current),
        "site_pages": Page.objects.all(),
        "page_kinds": PAGE_KINDS,
        "canonical": canonical(request),
        "site_languages": languages.OWN_NAMES.items(),
        "language": languages.current(),
    }
