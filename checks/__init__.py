"""Rules for how the files of this project are written; ``python -m checks`` names what breaks one.

What the site does is tested in tests/; here are the rules that need no site, only its files.
"""

from checks import documents, python, sheets, templates, tests, writing

RULES = [
    rule
    for module in (python, writing, templates, sheets, tests, documents)
    for rule in module.RULES
]


def faults(files):
    """Return each Fault of the files, in the order of their names."""
    return sorted(fault for rule in RULES for fault in rule(files))
