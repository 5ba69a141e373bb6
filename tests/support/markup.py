"""Whether the HTML of a page is sound."""

import itertools
import re

from tests.support.pages import body_of


def headings(response):
    """Return the levels of the headings of a page, from top to bottom."""
    return [int(level) for level in re.findall(r"<h([1-6])[ >]", body_of(response))]


def has_good_headings(response):
    """Whether a page has one main heading, first, and skips no level below it."""
    levels = headings(response)
    steps = itertools.pairwise(levels)
    return levels[:1] == [1] and levels.count(1) == 1 and all(b <= a + 1 for a, b in steps)


def is_balanced(html):
    """Whether each element that needs an end has one, in the right order."""
    void = {"meta", "link", "img", "input", "br", "hr", "path", "rect", "circle"}
    stack = []
    html = re.sub(r"<!--.*?-->|<!doctype[^>]*>", "", html, flags=re.S | re.I)
    for close, name, empty in re.findall(
        r"<(/?)([a-zA-Z][\w-]*)(?:\"[^\"]*\"|[^>\"])*?(/?)>", html
    ):
        if empty or name in void:
            continue
        if not close:
            stack.append(name)
        elif not stack or stack.pop() != name:
            return False
    return stack == []
