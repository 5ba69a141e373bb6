"""The kinds of record, in the order readers meet them; the key is the noun used in every layer."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Kind(NamedTuple):
    """One kind of record.

    ``key`` names its files, templates and address names; ``path`` is the first part of its
    public addresses, or empty when it has no page of its own.
    """

    key: str
    path: str
    label: str
    plural: str


KINDS = {
    kind.key: kind
    for kind in (
        Kind("article", "articles", _("Article"), _("Articles")),
        Kind("agreement", "agreements", _("Agreement"), _("Agreements")),
        Kind("event", "events", _("Event"), _("Events")),
        Kind("council", "councils", _("Expert council"), _("Expert councils")),
        Kind("working_group", "", _("Working group"), _("Working groups")),
        Kind("initiative", "initiatives", _("Initiative"), _("Initiatives")),
        Kind("partner", "partners", _("Partner"), _("Partners")),
        Kind("person", "people", _("Person"), _("People")),
        Kind("topic", "topics", _("Topic"), _("Topics")),
    )
}

PAGE_KINDS = tuple(kind for kind in KINDS.values() if kind.path)
"""The kinds with a list and a page for each record."""
