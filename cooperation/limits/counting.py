"""Counting what visitors do, over all processes of the site.

The counters stand in a cache of their own (``CACHES["counters"]``), whose ``incr`` is atomic.
"""

import hashlib
import time
from typing import NamedTuple

from django.core.cache import caches


class Count(NamedTuple):
    """How often something was done in this period, and for how many seconds that still counts."""

    number: int
    seconds: int


class Counter(NamedTuple):
    """What one visitor does: ``purpose`` says what is counted, ``period`` is in seconds."""

    purpose: str
    who: str
    period: int

    def add(self, number=1):
        """Count it once more and return the Count; a negative number takes something back."""
        now = time.time()
        key = self._key(now)
        counters = caches["counters"]
        counters.add(key, 0, self.period)
        used = counters.incr(key, number)
        return Count(used, self.period - int(now) % self.period)

    def forget(self):
        """Let nothing count that was done in this period."""
        caches["counters"].delete(self._key(time.time()))

    def _key(self, now):
        who = hashlib.sha256(self.who.encode()).hexdigest()
        return f"{self.purpose}:{who}:{int(now) // self.period}"
