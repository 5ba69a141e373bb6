"""The order of the layers: who may import whom (docs/architecture.md, “Import order”)."""

ORDER = [
    {"domain", "version"},
    {"formats"},
    {"models"},
    {"translation"},
    {"snapshots", "sourcing"},
    {"changes"},
    {"queries"},
    {"figures"},
    {"filter_fields"},
    {"filters"},
    {"exports"},
    {"work"},
    {"limits", "requests"},
    {"admin_site"},
    {"templatetags"},
    {"admin"},
    {"views"},
    {"feeds", "calendars", "sitemaps"},
    {"api"},
    {"urls"},
    {"site_copy"},
    {"checks", "management"},
    {"apps"},
    {"project"},
]
"""From the ground up: each layer may import itself and what is below, and nothing beside it."""

LEVEL = {name: level for level, names in enumerate(ORDER) for name in names}


def layer_of(module):
    """Return the layer of a dotted module of this project; None for any other module."""
    parts = module.split(".")
    if parts[0] == "project":
        return "project"
    return parts[1] if parts[0] == "cooperation" and len(parts) > 1 else None


def is_allowed(user, used):
    """Whether one layer may import another."""
    return user == used or LEVEL[used] < LEVEL[user]
