"""The worker: a clock that does what is due each second, and a loop that does tasks."""

import logging
import os
import secrets
import socket
import threading
import time

from django.db import close_old_connections, connections
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker

from cooperation.changes.schedule import process_due
from cooperation.exports import dump
from cooperation.models import Worker
from cooperation.work import nightly, queue

logger = logging.getLogger(__name__)

SHOWN_EVERY = 5
"""Seconds after which the worker reports again that it is alive."""
RETRIED_EVERY = 60
"""Seconds after which a draft that could not be published is tried again."""


class Tasks(TaskWorker):
    """Does the waiting tasks, each claimed by one worker, until none is left."""

    def __init__(self, name):
        super().__init__(
            worker_id=name, backend_name=DEFAULT_TASK_BACKEND_ALIAS, queue_names=["*"],
            excluded_queue_names=[], batch=True, interval=0, startup_delay=False, max_tasks=None,
        )  # fmt: skip

    def run_task(self, row):
        super().run_task(row)
        if row.status == TaskResultStatus.FAILED:
            queue.retry_later(row)


class Loop:
    """One worker. With ``parent``, a process id, it ends when that process is gone."""

    def __init__(self, parent=None):
        self.name = f"{socket.gethostname()[:32]}-{os.getpid()}-{secrets.token_hex(4)}"
        self.parent = parent
        self._tasks = Tasks(self.name)
        self._stopping = threading.Event()
        self._shown = self._retried = self._night = None
        self._has_data = True

    def run(self, is_once=False):
        """Work until ``stop`` is called; with ``is_once`` until nothing is left to do."""
        self.tick()
        clock = threading.Thread(target=self._keep_time, name="clock")
        clock.start()
        try:
            self.do_tasks()
            while not is_once and not _wait(self._stopping):
                self.do_tasks()
        finally:
            self.stop()
            clock.join()
            Worker.objects.mark_ended(self.name)

    def stop(self):
        """Stop after the current task."""
        self._tasks.running = False
        self._stopping.set()

    def _keep_time(self):
        try:
            while not _wait(self._stopping):
                self.tick()
        finally:
            connections.close_all()

    def tick(self):
        """Publish and withdraw what is due, and report now and then that the worker is alive."""
        if self.parent and os.getppid() != self.parent:
            self.stop()
        _run_safely(self._tick)

    def _tick(self):
        now = time.monotonic()
        if _has_elapsed(self._shown, SHOWN_EVERY, now):
            Worker.objects.mark_alive(self.name)
            self._plan()
            self._shown = now
        is_retry = _has_elapsed(self._retried, RETRIED_EVERY, now)
        if is_retry:
            self._retried = now
        for record, problem in process_due(is_retry).problems:
            logger.warning("%s/%s did not go live: %s", record.kind, record.slug, problem)

    def _plan(self):
        night = nightly.next_night()
        if night != self._night:
            for task in nightly.TASKS:
                queue.enqueue_at(task, night)
            self._night = night
        had_data, self._has_data = self._has_data, dump.manifest() is not None
        if had_data and not self._has_data:
            queue.enqueue_once(nightly.make_data)

    def do_tasks(self):
        """Do the waiting tasks, including those of dead workers."""
        _run_safely(self._do_tasks)

    def _do_tasks(self):
        queue.requeue_lost()
        if queue.has_ready_task():
            self._tasks.run()


def _has_elapsed(since, seconds, now):
    return since is None or now >= since + seconds


def _wait(event):
    """Wait until the next second begins or the event is set; return whether it is set."""
    return event.wait(1 - time.time() % 1)


def _run_safely(act):
    """Call a function; log any error, such as a restarting database, so that the worker goes on."""
    close_old_connections()
    try:
        act()
    except Exception:
        logger.exception("The worker goes on after this.")
    finally:
        close_old_connections()
