"""The worker: due work to the second, tasks once each, and what becomes of those that fail."""

import os
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cooperation.changes import schedule
from cooperation.changes.errors import NotAllowed
from cooperation.changes.save import Edit, save
from cooperation.exports import dump
from cooperation.formats import manifests
from cooperation.models import Draft, Presence, Record, Revision, Worker
from cooperation.snapshots.capture import capture
from cooperation.work import loop as looping
from cooperation.work import nightly, queue
from cooperation.work.loop import Loop
from tests.support.factories import AgreementFactory
from tests.support.queues import done, problems, states, stumble

pytestmark = pytest.mark.usefixtures("waiting")

START = "2026-03-02T10:00:00+00:00"


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def scheduled(editor, after):
    """Return a public agreement with a draft that goes live after some time."""
    record = AgreementFactory(title_en="Old")
    base, *parts = before = capture(record)
    wanted = [{**base, "fields": {**base["fields"], "title_en": "New"}}, *parts]
    save(record, Edit(wanted, before), by=editor)
    schedule.schedule(record, timezone.now() + after, editor)
    return record


def title_of(record):
    return Record.objects.get(pk=record.pk).title_en


def work(*loops):
    for loop in loops:
        loop.tick()
        loop.do_tasks()


def test_draft_goes_live_in_the_second_of_its_time(clock, editor):
    record, loop = scheduled(editor, timedelta(seconds=90)), Loop()
    clock.shift(89)
    loop.tick()
    assert title_of(record) == "Old"
    clock.shift(1)
    loop.tick()
    assert (title_of(record), Draft.objects.count()) == ("New", 0)


def test_record_is_withdrawn_in_the_second_of_its_time(clock):
    record = AgreementFactory(withdraw_at=timezone.now() + timedelta(seconds=90))
    loop = Loop()
    clock.shift(89)
    loop.tick()
    assert Record.objects.get().status == "published"
    clock.shift(1)
    loop.tick()
    assert Record.objects.get(pk=record.pk).status == "withdrawn"


def test_two_workers_publish_a_draft_once(clock, editor):
    record = scheduled(editor, timedelta(seconds=5))
    clock.shift(5)
    work(Loop(), Loop())
    acts = Revision.objects.filter(record=record.pk).order_by("number")
    assert list(acts.values_list("act", flat=True)) == ["loaded", "published"]


def test_draft_that_cannot_go_live_is_tried_again_each_minute(clock, editor, monkeypatch):
    scheduled(editor, timedelta(seconds=5))
    clock.shift(5)
    tried = []

    def fail(record, *args, **kwargs):
        tried.append(timezone.now())
        raise NotAllowed("Ask for a review.")

    monkeypatch.setattr(schedule, "publish", fail)
    moments = [0.0]
    monkeypatch.setattr(looping.time, "monotonic", lambda: moments[0])
    loop = Loop()
    for second in range(130):
        moments[0] = float(second)
        loop.tick()
    assert (len(tried), Draft.objects.get().problem) == (3, "Ask for a review.")


def test_tasks_are_done_once_each():
    for number in range(3):
        stumble.enqueue(number)
    work(Loop(), Loop())
    assert (sorted(done), states()) == ([0, 1, 2], ["SUCCESSFUL"] * 3)


def test_failed_task_is_tried_again_after_pauses_then_given_up(clock):
    problems.extend(OSError("the disk is gone") for _ in range(4))
    stumble.enqueue("x")
    loop, found = Loop(), []
    for pause in (0, 59, 1, 599, 1, 3600):
        clock.shift(pause)
        loop.do_tasks()
        found.append((states(), len(problems)))
    ready, failed = ["READY"], ["FAILED"]
    assert found == [(ready, 3), (ready, 3), (ready, 2), (ready, 2), (failed, 1), (failed, 1)]


def test_failed_task_can_be_asked_for_again(clock):
    problems.extend(OSError("the disk is gone") for _ in range(3))
    stumble.enqueue("x")
    for pause in (0, 60, 600):
        clock.shift(pause)
        Loop().do_tasks()
    [row] = DBTaskResult.objects.failed()
    assert queue.retry_now(row.pk)
    Loop().do_tasks()
    assert (done, states(), queue.retry_now(row.pk)) == (["x"], ["SUCCESSFUL"], False)


def claimed_by(loop):
    """Let a worker take the next task, as if it were in the middle of it."""
    row = DBTaskResult.objects.ready().get()
    row.claim(loop.name)


def test_task_of_a_dead_worker_is_done_by_another(clock):
    dead, other = Loop(), Loop()
    stumble.enqueue("x")
    dead.tick()
    claimed_by(dead)
    clock.shift(29)
    work(other)
    assert (done, states()) == ([], ["RUNNING"])
    clock.shift(1)
    work(other)
    assert (done, states()) == (["x"], ["SUCCESSFUL"])


def test_worker_that_ended_leaves_its_task_at_once(clock):
    first = Loop()
    stumble.enqueue("x")
    first.tick()
    claimed_by(first)
    Worker.objects.mark_ended(first.name)
    work(Loop())
    assert done == ["x"]


def test_task_that_kills_its_workers_is_given_up(clock):
    stumble.enqueue("x")
    for _ in range(queue.MOST_DEATHS):
        queue.requeue_lost()
        claimed_by(Loop())
    queue.requeue_lost()
    [row] = DBTaskResult.objects.failed()
    assert row.traceback.strip().endswith("WorkerDied: The worker died 5 times while doing this.")


def test_task_that_no_longer_exists_fails_and_others_are_done(clock):
    stumble.enqueue("x")
    DBTaskResult.objects.update(task_path="cooperation.gone.away")
    stumble.enqueue("y")
    Loop().do_tasks()
    found = {row.args_kwargs["args"][0]: row.status for row in DBTaskResult.objects.all()}
    assert (done, found) == (["y"], {"x": "READY", "y": "SUCCESSFUL"})


def test_failure_of_one_second_does_not_end_the_worker(monkeypatch, caplog):
    def fail(*args):
        raise RuntimeError("the database restarts")

    with monkeypatch.context() as patch:
        patch.setattr(looping, "process_due", fail)
        Loop().tick()
    assert "the database restarts" in caplog.text


def nights():
    rows = DBTaskResult.objects.filter(task_path__contains=".nightly.").order_by("run_after")
    return list(rows.values_list("status", flat=True))


def test_night_is_planned_once_and_done(clock, monkeypatch):
    made = []
    monkeypatch.setattr(nightly.dump, "rebuild", lambda: made.append(timezone.now()))
    first, second = Loop(), Loop()
    work(first, second)
    assert (nights(), made) == (["READY", "READY"], [])
    clock.move_to("2026-03-03T02:10:00+05:00")
    for loop in (first, second):
        loop._shown = None  # it shows itself every few seconds, and plans then
    work(first, second)
    assert len(made) == 1
    assert nights() == ["SUCCESSFUL", "SUCCESSFUL", "READY", "READY"]


def test_data_files_are_made_when_there_are_none(monkeypatch):
    dump.folder().rename(dump.folder().with_name("away"))
    first, second = Loop(), Loop()
    first.tick()
    second.tick()
    work(first, second)
    made = DBTaskResult.objects.filter(task_path__endswith=".make_data").exclude(status="READY")
    assert (made.count(), dump.manifest()["source"]) == (1, f"{settings.SITE_URL}/data/")


def test_data_files_with_another_address_are_made_again(settings):
    settings.SITE_URL = "https://register.example"
    assert dump.manifest() is None
    work(Loop())
    assert dump.manifest()["source"] == "https://register.example/data/"


def test_data_files_overwritten_for_another_address_are_made_again_by_the_same_worker():
    loop = Loop()
    work(loop)
    manifests.write(dump.folder(), {"kind": dump.KIND, "source": "http://127.0.0.1:8000/data/x"})
    loop._shown = None  # it shows itself every few seconds, and looks for the files then
    work(loop)
    assert dump.manifest()["source"] == f"{settings.SITE_URL}/data/"


def test_data_files_that_cannot_be_made_are_not_asked_for_each_time():
    manifests.write(dump.folder(), {"kind": "something else"})
    loop = Loop()
    for _ in range(3):
        loop._shown = None
        work(loop)
    rows = DBTaskResult.objects.filter(task_path__endswith=".make_data")
    assert rows.exclude(run_after=nightly.next_night()).count() == 1


def test_clean_up_forgets_what_nobody_needs(clock, editor):
    stumble.enqueue("x")
    old = Loop()
    work(old)
    record = AgreementFactory()
    Presence.objects.renew(editor, record.pk, timedelta(minutes=2), is_new=True)
    clock.shift(timedelta(days=8))
    new = Loop()
    new.tick()
    nightly.clean_up.call()
    assert not Presence.objects.exists()
    assert not DBTaskResult.objects.finished().exists()
    assert list(Worker.objects.values_list("name", flat=True)) == [new.name]


def test_worker_ends_when_its_parent_has_gone():
    loop = Loop(parent=os.getppid())
    loop.tick()
    assert not loop._stopping.is_set()
    orphan = Loop(parent=1 + os.getppid())
    orphan.tick()
    assert orphan._stopping.is_set()


def test_once_does_what_is_due_and_ends(monkeypatch):
    monkeypatch.setattr(looping.threading, "Thread", NoThread)
    stumble.enqueue("x")
    call_command("work", once=True)
    assert done == ["x"]
    assert list(Worker.objects.values_list("has_ended", flat=True)) == [True]


class NoThread:
    """In the place of the clock: the database of a test belongs to one thread."""

    def __init__(self, **options):
        pass

    def start(self):
        pass

    def join(self):
        pass
