"""The claims of records: values that can have evidence, or a reason why they are empty."""

from django.utils.translation import gettext_lazy as _

from cooperation.domain.languages import CODES

LABELS = {
    "title": _("Name"),
    "type": _("Type"),
    "when": _("Date"),
    "act": _("Adopted or signed"),
    "state": _("Status"),
    "parties": _("Parties"),
    "place": _("Place"),
    "validity": _("Period of validity"),
    "entry_into_force": _("Entry into force"),
    "binding": _("Legally binding"),
    "reference": _("Reference or document symbol"),
    "depositary": _("Depositary"),
    "provisions": _("What it covers"),
    "format": _("Format"),
    "hosts": _("Held by"),
    "initiators": _("Initiated by"),
    "participants": _("Who was represented"),
    "outcomes": _("Outcomes"),
    "mandate": _("Mandate"),
    "composition": _("Composition"),
    "launched_at": _("Launched at"),
    "working_groups": _("Working groups"),
    "members": _("Members"),
    "count": _("Number"),
    "role": _("Role"),
    "author": _("Author"),
    "council": _("Expert council"),
    "short_name": _("Short name"),
    "figures": _("Figures"),
}
"""Claim to label. A claim is a field, a group of fields (``place``) or a group of relations."""

PLACE = ("venue", "city", "country")


def claim_columns(claim):
    """Return the names of all columns of a claim, translations included."""
    names = PLACE if claim == "place" else (claim,)
    return [column for name in names for column in (name, *(f"{name}_{code}" for code in CODES))]
