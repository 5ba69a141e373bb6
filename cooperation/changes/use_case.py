"""Allows writes to the register inside use cases only.

Every use case is decorated with ``use_case``. In tests a write from anywhere else fails
(tests/support/guard.py).
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

from django.db import transaction

_is_open = ContextVar("is_open", default=False)


def may_write():
    """Whether this thread may write to the register."""
    return _is_open.get()


@contextmanager
def allow_derived_writes():
    """Let the code inside write what is derived from records, in transactions of its own.

    Derived data can be made again, and takes too long for one transaction.
    """
    token = _is_open.set(True)
    try:
        yield
    finally:
        _is_open.reset(token)


@contextmanager
def allow_writes():
    """Let the code inside write to the register, in one transaction."""
    with allow_derived_writes(), transaction.atomic():
        yield


def use_case(function):
    """Run a function as one transaction that may write to the register."""

    @wraps(function)
    def run(*args, **kwargs):
        with allow_writes():
            return function(*args, **kwargs)

    return run
