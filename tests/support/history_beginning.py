"""The register with which random histories begin."""

from contextlib import contextmanager
from io import BytesIO

import time_machine
from django.db import transaction

from cooperation.changes import load_content
from cooperation.formats.manuscripts import in_subprocess
from cooperation.models import Record
from cooperation.snapshots.capture import capture
from tests.support.histories import World
from tests.support.promises import Sight
from tests.support.register import make_register, said

START = "2026-05-04T08:00:00+00:00"


class Beginning:
    """The register and the people with which each history begins; all is rolled back after it.

    ``people`` are {role: account}; fixtures come from ``folder``.
    """

    def __init__(self, people, folder, monkeypatch):
        self.people, self.folder = people, folder
        monkeypatch.setattr(load_content, "fixture_paths", self._paths)
        monkeypatch.setattr(in_subprocess, "read_in_subprocess", _read_here)
        with time_machine.travel(START, tick=False):
            make_register()
            self.first = Sight.now()
            pacts = Record.objects.of_kind("agreement")
            self._approved = {pact.pk: [said(capture(pact))] for pact in pacts}

    def _paths(self):
        return sorted(self.folder.glob("*.json"))

    @contextmanager
    def world(self):
        """Yield the World of a new history."""
        for path in self._paths():
            path.unlink()
        with time_machine.travel(START, tick=False) as clock, transaction.atomic():
            yield World(self.people, clock, self.folder, self._approved)
            transaction.set_rollback(True)


def _read_here(reader, data, name, *arguments, error):
    """Read a file in this process: how files are read apart is tested elsewhere."""
    return reader(BytesIO(data), name, *arguments)
