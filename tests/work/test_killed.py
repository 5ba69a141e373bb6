"""The real worker over a real file: killed in the middle, and two at once."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager

import pytest
from django.conf import settings

pytestmark = pytest.mark.trial

MOST = 120
"""Seconds that the test waits at most; a dead worker is found after half a minute."""


@pytest.fixture
def site(tmp_path):
    """The environment of a site whose worker has a draft to publish and a document to read."""
    empty = dict.fromkeys(("CACHE_URL", "DATABASE_URL"), "")
    environment = {**os.environ, **empty, "VAR_DIR": str(tmp_path), "DEBUG": "False"}
    environment.pop("MEDIA_ROOT", None)
    filling = [sys.executable, "-m", "tests.support.work_to_do"]
    subprocess.run(filling, cwd=settings.BASE_DIR, env=environment, check=True)  # noqa: S603
    return environment


@contextmanager
def worker(environment):
    command = [sys.executable, "manage.py", "work"]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)  # noqa: S603
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=60)


def ask(environment, question):
    """Return the rows of a query of the site’s database."""
    with closing(sqlite3.connect(f"{environment['VAR_DIR']}/db.sqlite3", timeout=20)) as database:
        return database.execute(question).fetchall()


def until(environment, question, expected):
    """Wait until the database answers as expected."""
    end = time.monotonic() + MOST
    while (found := ask(environment, question)) != expected and time.monotonic() < end:
        time.sleep(0.05)
    assert found == expected


STATE = (
    "SELECT status, json_array_length(worker_ids) FROM django_tasks_database_dbtaskresult"
    " WHERE task_path LIKE '%read_documents'"
)
READ = "SELECT pages, text LIKE '%Page299%' FROM cooperation_document"
FOUND = "SELECT count(*) FROM cooperation_searchentry WHERE text LIKE '%Page299%'"
TITLES = "SELECT title_en FROM cooperation_record ORDER BY id"
NEW = [("New",), ("Other",)]
REVISIONS = "SELECT act FROM cooperation_revision ORDER BY number"


def test_killed_worker_loses_nothing(site):
    with worker(site) as first:
        until(site, STATE, [("RUNNING", 1)])
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert (ask(site, STATE), ask(site, READ)) == ([("RUNNING", 1)], [(None, 0)])
    with worker(site):
        until(site, STATE, [("SUCCESSFUL", 2)])
    assert ask(site, READ) == [(300, 1)]
    assert ask(site, FOUND) == [(1,)]
    assert (ask(site, TITLES), ask(site, REVISIONS)) == (NEW, [("loaded",), ("published",)])


def test_two_workers_do_everything_once(site):
    with worker(site), worker(site):
        until(site, STATE, [("SUCCESSFUL", 1)])
        until(site, TITLES, NEW)
    assert ask(site, READ) == [(300, 1)]
    assert ask(site, REVISIONS) == [("loaded",), ("published",)]
    assert ask(site, "SELECT has_ended FROM cooperation_worker") == [(1,), (1,)]
