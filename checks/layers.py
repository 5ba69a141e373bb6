"""The order of the layers: who may import whom (docs/architecture.md, “Import order”)."""

ORDER = [
    {"domain", "version"},
    {"models"},
    {"sourcing", "publishing"},
    {"going_live"},
    {"queries"},
    {"figures"},
    {"limits"},
    {
        "filters", "filter_fields", "feeds", "sitemaps", "calendars", "checks", "admin",
        "admin_site", "views", "exports", "tables", "archive",
        "api", "templatetags", "management", "translation", "urls", "apps",
    },
    {"project"},
]  # fmt: skip
"""From the ground up; each layer may import itself and what is below."""

LEVEL = {name: level for level, names in enumerate(ORDER) for name in names}
BESIDE = {
    ("filters", "filter_fields"),
    ("urls", "views"),
    ("urls", "sitemaps"),
    ("urls", "feeds"),
    ("urls", "calendars"),
    ("urls", "api"),
    ("views", "filters"),
    ("views", "exports"),
    ("urls", "exports"),
    ("management", "exports"),
    ("management", "archive"),
    ("archive", "exports"),
    ("admin", "admin_site"),
    ("admin", "filters"),
    ("admin", "tables"),
    ("admin", "exports"),
    ("tables", "exports"),
    ("api", "filters"),
    ("api", "filter_fields"),
}
BESIDE |= {(user, used) for user in ("feeds", "calendars") for used in ("filters", "views")}
"""Pairs of one level of which the first may use the second."""


def layer_of(module):
    """Return the layer of a dotted module of this project; None for any other module."""
    parts = module.split(".")
    if parts[0] == "project":
        return "project"
    return parts[1] if parts[0] == "cooperation" and len(parts) > 1 else None


def is_allowed(user, used):
    """Whether one layer may import another."""
    if user == used:
        return True
    if LEVEL[user] == LEVEL[used]:
        return (user, used) in BESIDE
    return LEVEL[used] < LEVEL[user]
