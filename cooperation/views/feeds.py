"""The page of all feeds, and links to feeds."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from cooperation.domain.kinds import PAGE_KINDS


class FeedLink(NamedTuple):
    """The title of a feed and its addresses."""

    title: str
    atom: str
    rss: str


def feed_link(title, name, query="", **kwargs):
    """Return the FeedLink of a URL name; ``query`` has the current filters."""
    atom, rss = (reverse(name, kwargs={"form": form, **kwargs}) for form in ("atom", "rss"))
    return FeedLink(str(title), f"{atom}{query}", f"{rss}{query}")


class FeedsView(TemplateView):
    template_name = "cooperation/feeds.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "everything": feed_link(_("All changes"), "feed"),
            "lists": [
                (kind, feed_link(kind.plural, f"{kind.key}-list-feed")) for kind in PAGE_KINDS
            ],
        }
