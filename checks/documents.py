"""The rules of the documentation: its links lead somewhere, and it knows no single machine."""

import re

from checks.files import found, joined

TOP = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "tests/upgrades/README.md")
"""The pages that stand outside docs/."""

LINK = re.compile(r"!?\[[^\]]*\]\((?!\w+://)([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.M)
MACHINE = re.compile(r"(?<!\w)/(?:work|home|root|tmp|Users)/\S*|https?://\S*(?:pypi|simple/)\S*")


def pages(files):
    top = [file for file in files.with_text if str(file.path) in TOP]
    return top + files.within("docs", ending=".md")


def anchors(file):
    """Return the names by which links reach the headings of a page."""
    headings = HEADING.findall(file.text)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def links_lead_to_what_exists(files):
    named = {file.path: file for file in files.with_text}
    for file in pages(files):
        for line, match in found(LINK, file.text):
            name, _sign, anchor = match[1].partition("#")
            path = joined(file.path.parent, name) if name else file.path
            is_there = files.has(path)
            if not is_there or (anchor and anchor not in anchors(named[path])):
                yield file.fault(f"the link {match[1]} leads nowhere – mend or remove it", line)


def pages_name_nothing_of_one_machine(files):
    for file in pages(files):
        for line, match in found(MACHINE, file.text):
            yield file.fault(f"“{match[0]}” is of one machine – say it in general", line)


RULES = [links_lead_to_what_exists, pages_name_nothing_of_one_machine]
