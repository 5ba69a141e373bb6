"""Sitemaps of all public pages (sitemaps.org)."""

from functools import partial

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import cached_property

from cooperation.domain.kinds import PAGE_KINDS
from cooperation.domain.languages import CODES
from cooperation.models import Page, Record
from cooperation.queries.network import Network

PER_PAGE = 1000
"""Items in a file, each with its addresses in all languages."""


def languages_of(item):
    """Return the codes of an item’s languages: all, unless it is a record."""
    return getattr(item, "languages", CODES)


class InEachLanguage(Paginator):
    """Pages of (item, language), as Django’s sitemaps expect them."""

    def page(self, number):
        page = super().page(number)
        page.object_list = [
            (item, code) for item in page.object_list for code in languages_of(item)
        ]
        return page


class TranslatedSitemap(Sitemap):
    """Pages in each of their languages, with links to the other languages."""

    i18n = alternates = x_default = True

    @cached_property
    def paginator(self):
        return InEachLanguage(self.items(), PER_PAGE)

    def get_languages_for_item(self, item):
        return languages_of(item)


class RecordSitemap(TranslatedSitemap):
    """The pages of the published records of one kind, with their pictures."""

    def __init__(self, kind):
        super().__init__()
        self.kind = kind

    @property
    def _records(self):
        return Record.model_of(self.kind).objects.published()

    def items(self):
        return self._records.with_picture().with_languages().defer_texts().order_by("slug", "pk")

    def lastmod(self, record):
        return record.updated_at

    def get_latest_lastmod(self):
        return self._records.last_change()

    def get_urls(self, *args, **kwargs):
        """Add each record’s picture (Google’s image extension)."""
        urls = super().get_urls(*args, **kwargs)
        for url in urls:
            record, _code = url["item"]
            url["image"] = record.image and f"{settings.SITE_URL}{record.image.file.url}"
        return urls


class PageSitemap(TranslatedSitemap):
    def items(self):
        return Page.objects.all()


class ListSitemap(TranslatedSitemap):
    """The lists of all kinds, and other fixed pages."""

    FIXED = ("home", "timeline", "network", "feeds", "calendar", "api-page", "data", "vocabulary")

    def items(self):
        return [*self.FIXED, *(f"{kind.key}-list" for kind in PAGE_KINDS)]

    def location(self, name):
        return reverse(name)


class PairSitemap(TranslatedSitemap):
    """The pages of connected pairs of partners."""

    def items(self):
        return Network().pairs


SITEMAPS = {
    "lists": ListSitemap,
    **{kind.path: partial(RecordSitemap, kind.key) for kind in PAGE_KINDS},
    "pages": PageSitemap,
    "pairs": PairSitemap,
}
"""{section: sitemap}."""
