"""The description inside an exported file: source, date, licence, filters."""

from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.models import SiteSettings


class About(NamedTuple):
    """The description of an exported list.

    ``filters`` is [(label, choice)]; ``source`` is the address of the list with its filters;
    ``missing`` says how many records lack a value that is filtered by, or is "".
    """

    title: str
    filters: list
    order: str
    source: str
    missing: str = ""

    def facts(self, count):
        """Return {key: (label, value)}; ``count`` is the number of records."""
        site = SiteSettings.current()
        licence, address = licence_of(site)
        filters = "; ".join(f"{label}: {chosen}" for label, chosen in self.filters)
        missing = {"missing": (_("Unknown values"), self.missing)} if self.missing else {}
        return {
            "register": (_("Register"), site.name),
            "list": (_("List"), self.title),
            "filters": (_("Filters in use"), filters or _("none")),
            "order": (_("Order"), self.order),
            "count": (_("Number of records"), count),
            **missing,
            "date": (_("Exported on"), timezone.localdate()),
            "licence": (_("Licence of the data"), f"{licence} {address}".strip()),
            "source": (_("Source"), self.source),
        }


def licence_of(site):
    """Return (terms of use of the data, their address or "")."""
    if not site.licence:
        return site.terms or _("not stated; ask the owner of the site"), ""
    words = "; ".join(filter(None, [site.get_licence_display(), site.terms]))
    return words, site.licence_url
