"""Counts what visitors do, over all processes of the site.

The counters are in a cache of their own (``CACHES["counters"]``), whose ``incr`` is atomic.
"""

import hashlib
import time
from typing import NamedTuple

from django.core.cache import caches


class Count(NamedTuple):
    """How often something was done in this period, and the seconds until the period ends."""

    number: int
    seconds: int


class Counter(NamedTuple):
    """Counts what one visitor does: ``purpose`` says what, ``period`` is in seconds."""

    purpose: str
    who: str
    period: int

    def add(self, number=1):
        """Count one more and return the Count; a negative number takes back."""
        now = time.time()
        key = self._key(now)
        counters = caches["counters"]
        counters.add(key, 0, self.period)
        used = counters.incr(key, number)
        return Count(used, self.period - int(now) % self.period)

    def forget(self):
        """Reset the count of this period."""
        caches["counters"].delete(self._key(time.time()))

    def _key(self, now):
        who = hashlib.sha256(self.who.encode()).hexdigest()
        return f"{self.purpose}:{who}:{int(now) // self.period}"
