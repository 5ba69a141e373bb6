"""Checks that only use cases write to the register (cooperation/changes/use_case.py).

While a request is answered or a command of the project runs, whatever writes to a table of the
register outside a use case fails the test. What a test itself writes, as factories do, is its own.
"""

import re
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from unittest.mock import patch

from django.apps import apps
from django.core.handlers.base import BaseHandler
from django.core.management import BaseCommand
from django.db import connection

from cooperation.changes import use_case
from cooperation.models import Presence, SentForm, Worker

APART = {
    Presence: "who has a form open: nothing rests on it, and it lapses by itself",
    SentForm: "which forms were sent, so that none is saved twice: readers see none of it",
    Worker: "which processes are alive: they say so every few seconds, and readers see none of it",
}
"""Models of the app that are no part of the register, and why."""

FREE_COMMANDS = {"migrate": "migrations write what they change"}
"""Commands of the project that write without a use case, and why."""

WRITE = re.compile(
    r"\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+[\"`]?(\w+)",
    re.IGNORECASE,
)

_is_watching = ContextVar("is_watching", default=False)


class WrittenAside(AssertionError):
    """Something wrote to the register without a use case."""


def tables():
    """Return the tables of the register."""
    models = apps.get_app_config("cooperation").get_models(include_auto_created=True)
    return {model._meta.db_table for model in models if model not in APART}


class Guard:
    """Watches requests and commands; ``found`` are the statements that were refused."""

    def __init__(self):
        self.found, self._tables = [], tables()

    def check(self, execute, sql, params, many, context):
        """Refuse a write to the register outside a use case; a wrapper around the database."""
        written = WRITE.match(sql)
        is_aside = written and written[1] in self._tables and not use_case.may_write()
        if is_aside and _is_watching.get():
            self.found.append(sql[:200])
            raise WrittenAside(f"Written without a use case of changes/: {sql[:200]}")
        return execute(sql, params, many, context)

    @contextmanager
    def watching(self):
        """Refuse what the code inside writes aside."""
        if _is_watching.get():
            yield
            return
        token = _is_watching.set(True)
        try:
            with connection.execute_wrapper(self.check):
                yield
        finally:
            _is_watching.reset(token)

    @contextmanager
    def installed(self):
        """Watch every request that this process answers, and every command that it runs."""

        def get_response(handler, request):
            with self.watching():
                return _get_response(handler, request)

        def execute(command, *args, **options):
            with self.watching() if _is_watched(command) else nullcontext():
                return _execute(command, *args, **options)

        answering = patch.object(BaseHandler, "get_response", get_response)
        running = patch.object(BaseCommand, "execute", execute)
        with answering, running:
            yield self


@contextmanager
def as_somebody_else():
    """Let a test write in the middle of a request, as another process could."""
    token = _is_watching.set(False)
    try:
        yield
    finally:
        _is_watching.reset(token)


def _is_watched(command):
    package, _dot, name = type(command).__module__.rpartition(".")
    return package.startswith("cooperation.") and name not in FREE_COMMANDS


_get_response, _execute = BaseHandler.get_response, BaseCommand.execute
