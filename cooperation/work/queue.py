"""Retries failed tasks, requeues those of dead workers, and plans the nightly ones."""

import uuid
from datetime import timedelta

from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from cooperation.queries.work_status import lost_tasks

PAUSES = (timedelta(minutes=1), timedelta(minutes=10))
"""How long a failed task waits before each retry."""
MOST_DEATHS = 5
"""A task counts as failed when this many workers have died over it."""


class WorkerDied(Exception):
    """The worker was killed each time it did the task."""


def has_ready_task():
    """Whether a task is waiting and due."""
    return DBTaskResult.objects.ready().exists()


def retry_later(row):
    """Let a failed task run after a pause, unless it has failed too often."""
    failures = len(row.worker_ids)
    if failures <= len(PAUSES):
        _make_ready(row, timezone.now() + PAUSES[failures - 1], row.worker_ids)


def requeue_lost():
    """Let other workers do the tasks of dead ones."""
    for row in lost_tasks():
        if len(row.worker_ids) >= MOST_DEATHS:
            row.set_failed(WorkerDied(f"The worker died {MOST_DEATHS} times while doing this."))
        else:
            _make_ready(row, get_date_max(), row.worker_ids)


def retry_now(key):
    """Let a failed task run at once; return whether it existed and had failed."""
    row = DBTaskResult.objects.failed().filter(pk=key).first()
    return row is not None and _make_ready(row, get_date_max(), [])


def _make_ready(row, run_after, worker_ids):
    """Return whether no worker has taken the task meanwhile."""
    same = DBTaskResult.objects.filter(pk=row.pk, status=row.status, started_at=row.started_at)
    changes = {"run_after": run_after, "worker_ids": worker_ids}
    return bool(same.update(status=TaskResultStatus.READY, **changes))


def enqueue_once(task):
    """Enqueue a task for now, unless it is waiting already."""
    if not DBTaskResult.objects.ready().filter(task_path=task.module_path).exists():
        task.enqueue()


def enqueue_at(task, moment):
    """Enqueue a task for a future time (aware), once, however many workers ask for it."""
    DBTaskResult.objects.bulk_create(
        [
            DBTaskResult(
                id=uuid.uuid5(uuid.NAMESPACE_OID, f"{task.module_path} {moment.isoformat()}"),
                task_path=task.module_path,
                args_kwargs={"args": [], "kwargs": {}},
                priority=task.priority,
                queue_name=task.queue_name,
                backend_name=DEFAULT_TASK_BACKEND_ALIAS,
                run_after=moment,
            )
        ],
        ignore_conflicts=True,
    )
