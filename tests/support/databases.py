"""The database as tests see it: every row of every table, their hash, and how often it is asked."""

import hashlib

from django.db import connection
from django.test.utils import CaptureQueriesContext


def tables():
    """Return {name of a table: all its rows as one text, in the order of that text}."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found[table] = "\n".join(sorted(map(repr, cursor.fetchall())))
    return found


def database_hash():
    return hashlib.sha256(repr(tables()).encode()).hexdigest()


def counted(action):
    """Return what an action returns, and how many queries it took."""
    with CaptureQueriesContext(connection) as queries:
        response = action()
    return response, len(queries)
