"""A cache backend for counters in a SQLite file, shared by the processes of a machine.

It stores only whole numbers. Each method is one atomic statement (docs/decisions/0040).
"""

import os
import sqlite3
import time

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

TABLE = (
    "CREATE TABLE IF NOT EXISTS counters"
    " (key TEXT PRIMARY KEY, number INTEGER NOT NULL, until REAL) WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS counters_until ON counters (until);"
)
SET = (
    "INSERT INTO counters VALUES (:key, :number, :until) ON CONFLICT (key) DO UPDATE"
    " SET number = excluded.number, until = excluded.until"
)
ADD = SET + " WHERE counters.until <= :now RETURNING number"
GET = "SELECT number FROM counters WHERE key = :key AND (until IS NULL OR until > :now)"
INCREASE = (
    "UPDATE counters SET number = number + :delta"
    " WHERE key = :key AND (until IS NULL OR until > :now) RETURNING number"
)
TOUCH = (
    "UPDATE counters SET until = :until"
    " WHERE key = :key AND (until IS NULL OR until > :now) RETURNING number"
)
DELETE = "DELETE FROM counters WHERE key = :key RETURNING until IS NULL OR until > :now"
DELETE_EXPIRED = "DELETE FROM counters WHERE until <= :now"


class SqliteCounters(BaseCache):
    """``LOCATION`` is the path of the file. Django makes one instance for each thread."""

    def __init__(self, location, params):
        super().__init__(params)
        self._location = str(location)
        self._connection = self._process = None

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        """Start a counter unless it exists, and delete the expired ones."""
        is_new = bool(self._rows(ADD, key, version, number=value, until=self._end(timeout)))
        if is_new:
            self._rows(DELETE_EXPIRED, key, version)
        return is_new

    def get(self, key, default=None, version=None):
        rows = self._rows(GET, key, version)
        return rows[0][0] if rows else default

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        self._rows(SET, key, version, number=value, until=self._end(timeout))

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return bool(self._rows(TOUCH, key, version, until=self._end(timeout)))

    def delete(self, key, version=None):
        return any(is_current for (is_current,) in self._rows(DELETE, key, version))

    def incr(self, key, delta=1, version=None):
        """Add ``delta`` and return the result; ValueError if there is no such counter."""
        rows = self._rows(INCREASE, key, version, delta=delta)
        if not rows:
            raise ValueError(f"There is no counter “{key}”.")
        return rows[0][0]

    def clear(self):
        self._open().execute("DELETE FROM counters")

    def _rows(self, statement, key, version, **values):
        values |= {"key": self.make_and_validate_key(key, version), "now": time.time()}
        return self._open().execute(statement, values).fetchall()

    def _end(self, timeout):
        return self.get_backend_timeout(timeout)

    def _open(self):
        """Return the connection of this process; a connection must not be used after a fork."""
        if self._process != os.getpid():
            self._connection = sqlite3.connect(
                self._location, timeout=20, isolation_level=None, check_same_thread=False
            )
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = OFF")
            self._connection.executescript(TABLE)
            self._process = os.getpid()
        return self._connection
