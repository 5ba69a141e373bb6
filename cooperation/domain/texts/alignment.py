"""Finds the common items of two long lists, in order, in roughly linear time.

``difflib`` takes quadratic time, and more where items repeat. It is used only for short
stretches between items that occur once in both lists.
"""

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher

SHORT = 250_000
"""The most pairs of items (one from each list) that ``difflib`` compares."""


def align(old, new):
    """Return [(index in ``old``, index in ``new``)] of the common items."""
    found, start = [], (0, 0)
    ends = len(old), len(new)
    is_short = len(old) * len(new) <= SHORT
    for anchor in [] if is_short else _anchors(old, new):
        found += _between(old, new, start, anchor)
        found.append(anchor)
        start = anchor[0] + 1, anchor[1] + 1
    return found + _between(old, new, start, ends)


def _between(old, new, start, end):
    """Align part of the lists: its equal start and end, and the middle if that is short."""
    (a, c), (b, d) = start, end
    head, tail = [], []
    while a < b and c < d and old[a] == new[c]:
        head.append((a, c))
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
        tail.append((b, d))
    middle = []
    if 0 < (b - a) * (d - c) <= SHORT:
        matcher = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False)
        for left, right, size in matcher.get_matching_blocks():
            middle += [(a + left + n, c + right + n) for n in range(size)]
    return [*head, *middle, *reversed(tail)]


def _anchors(old, new):
    """Return the pairs of items that occur once in both lists, as many as are in the same order."""
    counts, others = Counter(old), Counter(new)
    places = {item: place for place, item in enumerate(old) if counts[item] == 1}
    pairs = [
        (places[item], place)
        for place, item in enumerate(new)
        if others[item] == 1 and item in places
    ]
    return _rising(pairs)


def _rising(pairs):
    """Return the longest run of pairs whose first numbers rise (patience sorting)."""
    tops, last, before = [], [], {}
    for pair in pairs:
        pile = bisect_left(tops, pair[0])
        if pile == len(tops):
            tops.append(pair[0])
            last.append(pair)
        else:
            tops[pile], last[pile] = pair[0], pair
        before[pair] = last[pile - 1] if pile else None
    run, pair = [], last[-1] if last else None
    while pair:
        run.append(pair)
        pair = before[pair]
    return run[::-1]
