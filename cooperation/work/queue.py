"""Tries failed tasks again, puts back those of dead workers, and plans those of the night."""

import uuid
from datetime import timedelta

from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from cooperation.queries.work_status import lost_tasks

PAUSES = (timedelta(minutes=1), timedelta(minutes=10))
"""How long a task that failed waits before it is tried again."""
MOST_DEATHS = 5
"""Workers that may die over one task until it counts as failed."""


class WorkerDied(Exception):
    """The worker was ended from outside each time that it did a task."""


def is_next():
    """Whether a task waits whose time has come."""
    return DBTaskResult.objects.ready().exists()


def try_again_later(row):
    """Let a task that failed be done after a pause, unless it has failed often enough."""
    failures = len(row.worker_ids)
    if failures <= len(PAUSES):
        _make_ready(row, timezone.now() + PAUSES[failures - 1], row.worker_ids)


def put_back_lost():
    """Let what dead workers were doing be done by others."""
    for row in lost_tasks():
        if len(row.worker_ids) >= MOST_DEATHS:
            row.set_failed(WorkerDied(f"The worker died {MOST_DEATHS} times while doing this."))
        else:
            _make_ready(row, get_date_max(), row.worker_ids)


def again(key):
    """Let a failed task be done at once; return whether it was there and had failed."""
    row = DBTaskResult.objects.failed().filter(pk=key).first()
    return row is not None and _make_ready(row, get_date_max(), [])


def _make_ready(row, run_after, worker_ids):
    """Return whether nobody else has taken the task in the meantime."""
    same = DBTaskResult.objects.filter(pk=row.pk, status=row.status, started_at=row.started_at)
    changes = {"run_after": run_after, "worker_ids": worker_ids}
    return bool(same.update(status=TaskResultStatus.READY, **changes))


def plan(task, moment):
    """Put down a task for a moment to come (aware), once, however many workers ask for it."""
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
