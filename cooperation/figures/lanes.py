"""Rows without overlaps: what does not touch in time may share one."""

from typing import NamedTuple

GAP = 14
"""Units between two neighbours in a row."""


class Placed(NamedTuple):
    """An item with the place of its top."""

    item: object
    top: float


def pack_rows(items, top):
    """Place items with ``left``, ``right`` and ``height`` in rows, from ``top`` downwards.

    Returns them in their own order as Placed, and where the last row ends. Each goes into the
    first row in which it touches nobody, so that earlier items stand higher.
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
