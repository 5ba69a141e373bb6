"""The kinds of record, in the order of the site’s menu; each key is used in every layer."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Kind(NamedTuple):
    """One kind of record.

    ``key`` names its files, templates and URL names; ``path`` is the first part of its public
    addresses, empty for a kind without pages. ``description`` introduces its list.
    """

    key: str
    path: str
    label: str
    plural: str
    description: str


KINDS = {
    kind.key: kind
    for kind in (
        Kind(
            "article",
            "articles",
            _("Article"),
            _("Articles"),
            _(
                "Texts about cooperation between states and international bodies; their "
                "sentences are the evidence of the register."
            ),
        ),
        Kind(
            "agreement",
            "agreements",
            _("Agreement"),
            _("Agreements"),
            _(
                "Declarations, memoranda, roadmaps and other instruments: who concluded "
                "them, when, and what they cover."
            ),
        ),
        Kind(
            "event",
            "events",
            _("Event"),
            _("Events"),
            _(
                "Conferences, meetings, signings and visits, dated no more precisely than "
                "the source dates them."
            ),
        ),
        Kind(
            "council",
            "councils",
            _("Expert council"),
            _("Expert councils"),
            _("Standing bodies of experts, with their working groups and meetings."),
        ),
        Kind("working_group", "", _("Working group"), _("Working groups"), ""),
        Kind(
            "initiative",
            "initiatives",
            _("Initiative"),
            _("Initiatives"),
            _(
                "Programmes, networks, projects and plans, from those merely discussed to "
                "those at work."
            ),
        ),
        Kind(
            "partner",
            "partners",
            _("Partner"),
            _("Partners"),
            _("States, organizations, institutions and offices that cooperate."),
        ),
        Kind(
            "person",
            "people",
            _("Person"),
            _("People"),
            _("People whom a source names, with their role at the time."),
        ),
        Kind(
            "topic",
            "topics",
            _("Topic"),
            _("Topics"),
            _("What the records are about."),
        ),
    )
}

PAGE_KINDS = tuple(kind for kind in KINDS.values() if kind.path)
"""The kinds with a list and a page for each record."""
