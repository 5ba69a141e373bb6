"""Spans of a text that can be searched by position without a full scan."""

from bisect import bisect_left, bisect_right
from itertools import accumulate


class Spans:
    """A collection of (start, end), which may overlap."""

    def __init__(self, spans):
        self._spans = sorted(spans)
        self._starts = [start for start, _end in self._spans]
        self._furthest = list(accumulate((end for _start, end in self._spans), max))

    def __iter__(self):
        return iter(self._spans)

    def touching(self, start, end):
        """Return the spans that overlap this one, in order."""
        first = bisect_right(self._furthest, start)
        last = bisect_left(self._starts, end)
        return [span for span in self._spans[first:last] if span[1] > start]

    def touches(self, start, end):
        """Whether any span overlaps this one."""
        last = bisect_left(self._starts, end)
        return last > 0 and self._furthest[last - 1] > start
