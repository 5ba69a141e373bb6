"""The counters that the processes of one machine share."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from subprocess import PIPE

import pytest
from django.conf import settings

from cooperation.limits.counting import Counter
from project.counters import SqliteCounters

WORKER = """
import sys, django
from django.conf import settings
settings.configure(CACHES={"counters": {
    "BACKEND": "project.counters.SqliteCounters", "LOCATION": sys.argv[1]}})
from cooperation.limits.counting import Counter
counter = Counter("requests", "192.0.2.1", 10**9)
print(sum(counter.add().number <= 300 for _request in range(136)))
"""
HOUR = 3600


@pytest.fixture
def own(tmp_path):
    return SqliteCounters(tmp_path / "own.sqlite3", {})


def test_four_processes_pass_one_limit_exactly_as_often_as_it_says(tmp_path):
    file = str(tmp_path / "shared.sqlite3")
    command = [sys.executable, "-c", WORKER, file]
    ran = [
        subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=PIPE, text=True)  # noqa: S603
        for _process in range(4)
    ]
    passed = [int(process.communicate()[0]) for process in ran]
    assert sum(passed) == 300
    assert 0 < max(passed) <= 136


def test_threads_share_one_counter(counters):
    counter = Counter("requests", "192.0.2.1", 10**9)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _number: counter.add().number, range(200)))
    assert sorted(found) == [*range(1, 201)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be divided here")
def test_process_after_a_fork_counts_by_a_connection_of_its_own(own):
    own.add("a", 1, HOUR)
    child = os.fork()
    if not child:
        own.incr("a")
        os._exit(0)
    os.waitpid(child, 0)
    assert own.incr("a") == 3


def test_counter_begins_once(own):
    assert [own.add("a", 1, HOUR), own.add("a", 5, HOUR), own.get("a")] == [True, False, 1]


def test_counter_ends_and_begins_again(own, time_machine):
    time_machine.move_to("2026-01-01T00:00:00Z", tick=False)
    own.add("a", 7, 60)
    time_machine.move_to("2026-01-01T00:00:59Z", tick=False)
    assert (own.get("a"), own.touch("a", 10)) == (7, True)
    time_machine.move_to("2026-01-01T00:01:09Z", tick=False)
    assert (own.get("a"), own.touch("a", 10), own.delete("a")) == (None, False, False)
    with pytest.raises(ValueError, match="“a”"):
        own.incr("a")
    assert (own.add("a", 1, 60), own.incr("a", 4), own.decr("a")) == (True, 5, 4)


def test_counters_that_have_ended_are_cleared_away(own, time_machine):
    time_machine.move_to("2026-01-01T00:00:00Z", tick=False)
    for name in "abc":
        own.add(name, 1, 60)
    own.set("lasting", 1, None)
    time_machine.move_to("2026-01-01T00:01:00Z", tick=False)
    own.add("d", 1, 60)
    rows = own._open().execute("SELECT key FROM counters ORDER BY key").fetchall()
    assert rows == [(":1:d",), (":1:lasting",)]


def test_counters_are_set_deleted_and_cleared(own):
    own.set("a", 1, HOUR)
    own.set("a", 2, HOUR)
    own.set("b", 3, None)
    assert (own.get_many(["a", "b"]), own.delete("a"), own.delete("a")) == (
        {"a": 2, "b": 3},
        True,
        False,
    )
    own.clear()
    assert own.get("b", "none") == "none"


def test_period_that_follows_counts_from_nothing(counters, time_machine):
    counter = Counter("requests", "192.0.2.1", 60)
    time_machine.move_to("2026-01-01T00:00:15Z", tick=False)
    assert [counter.add(), counter.add()] == [(1, 45), (2, 45)]
    time_machine.move_to("2026-01-01T00:01:00Z", tick=False)
    assert counter.add() == (1, 60)
    counter.forget()
    assert counter.add() == (1, 60)


def test_register_holds_no_counters():
    assert settings.CACHES["counters"]["LOCATION"] != settings.DATABASES["default"]["NAME"]
