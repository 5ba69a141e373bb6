"""The kept pages of one process, the least recently used first."""

from collections import OrderedDict
from threading import Lock

OVERHEAD = 2_000
"""Bytes that a page takes beside its bodies."""


class Shelf:
    """Holds pages of one ContentPeriod, up to a number of bytes."""

    def __init__(self, most_bytes):
        self._most, self._bytes = most_bytes, 0
        self._period, self._pages = None, OrderedDict()
        self._lock = Lock()

    def get(self, period, key):
        """Return the page, or None; pages of another period are dropped."""
        with self._lock:
            if period is not self._period and period != self._period:
                self._pages.clear()
                self._period, self._bytes = period, 0
            page, _size = self._pages.get(key, (None, 0))
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, period, key, page):
        """Keep a page, unless another period has begun meanwhile."""
        size = page.encode() + OVERHEAD
        with self._lock:
            if period != self._period or size > self._most:
                return
            _old, old_size = self._pages.pop(key, (None, 0))
            self._pages[key] = page, size
            self._bytes += size - old_size
            while self._bytes > self._most:
                _key, (_page, freed) = self._pages.popitem(last=False)
                self._bytes -= freed
