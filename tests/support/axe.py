"""What axe finds on a page of a browser."""

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
RULES_OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
AXE_BY_NIGHT = AXE | {"runOnly": RULES_OF_COLOUR}
"""The night changes colours and nothing else: a rule of checks/sheets.py."""


def violations(page, options=AXE):
    """Return what axe finds on a page: rule and the elements concerned."""
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]} {_reason(node)}"
        for rule in found
        for node in rule["nodes"]
    ]


def _reason(node):
    return "; ".join(check["message"] for check in [*node["any"], *node["all"], *node["none"]])
