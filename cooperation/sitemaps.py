"""The addresses of everything public, for search engines."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from cooperation.domain.kinds import PAGE_KINDS
from cooperation.models import Page, Record
from cooperation.queries.network import Network


class TranslatedSitemap(Sitemap):
    """Pages that stand in each language of the site, each naming the others."""

    i18n = alternates = x_default = True


class RecordSitemap(TranslatedSitemap):
    """The page of each published record."""

    def items(self):
        kinds = [kind.key for kind in PAGE_KINDS]
        return Record.objects.published().filter(kind__in=kinds).order_by("kind", "slug")

    def lastmod(self, record):
        return record.updated_at


class PageSitemap(TranslatedSitemap):
    """The pages of the site itself."""

    def items(self):
        return Page.objects.all()


class ListSitemap(TranslatedSitemap):
    """The first page, the timeline, the network, the page of the API, the list of each kind."""

    def items(self):
        return [
            "home",
            "timeline",
            "network",
            "api-page",
            *(f"{kind.key}-list" for kind in PAGE_KINDS),
        ]

    def location(self, name):
        return reverse(name)


class PairSitemap(TranslatedSitemap):
    """The pages of two partners whom anything joins."""

    def items(self):
        return Network().pairs


SITEMAPS = {
    "lists": ListSitemap,
    "records": RecordSitemap,
    "pages": PageSitemap,
    "pairs": PairSitemap,
}
