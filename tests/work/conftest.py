"""Tasks wait for the worker here; in all other tests they are done at once."""

import pytest

from cooperation.exports import dump
from cooperation.formats import manifests
from tests.support import queues


@pytest.fixture
def waiting(settings, db, tmp_path):
    settings.VAR_DIR = tmp_path
    dump.folder().mkdir()
    manifests.write(dump.folder(), {"kind": dump.KIND, "source": dump.own_address()})
    settings.TASKS = queues.DATABASE
    queues.problems.clear()
    queues.done.clear()
