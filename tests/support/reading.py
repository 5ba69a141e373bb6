"""What tests of public pages need to know that a page only reads."""

from contextlib import contextmanager

from django.db import connection


class Wrote(AssertionError):
    """A page that is only to be read asked the database for something else."""


def _select_only(execute, sql, params, many, context):
    if not sql.strip("( \n").upper().startswith(("SELECT", "WITH")):
        raise Wrote(sql)
    return execute(sql, params, many, context)


@contextmanager
def reading_only():
    """Let nothing but SELECT through to the database: no write, savepoint, transaction or lock."""
    with connection.execute_wrapper(_select_only):
        yield
