"""Tasks wait for the worker here; in all other tests they are done at once."""

import pytest

from tests.support import queues


@pytest.fixture
def waiting(settings, db):
    settings.TASKS = queues.DATABASE
    queues.problems.clear()
    queues.done.clear()
