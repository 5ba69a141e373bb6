"""Arranges items in rows without overlaps."""

from typing import NamedTuple

GAP = 14
"""The least distance between items in a row."""


class Placed(NamedTuple):
    item: object
    top: float


def pack_rows(items, top):
    """Place items with ``left``, ``right`` and ``height`` in rows, from ``top`` downwards.

    Returns the Placed items in their order, and the end of the last row. Each item goes into the
    first row with room for it.
    """
    rows, row_of = [], []
    for item in items:
        free = (n for n, row in enumerate(rows) if not any(_touch(item, each) for each in row))
        number = next(free, len(rows))
        if number == len(rows):
            rows.append([])
        rows[number].append(item)
        row_of.append(number)
    tops = [top]
    for row in rows:
        tops.append(tops[-1] + max(item.height for item in row))
    placed = [Placed(item, tops[number]) for item, number in zip(items, row_of, strict=True)]
    return placed, tops[-1]


def _touch(one, other):
    return one.left < other.right + GAP and other.left < one.right + GAP
