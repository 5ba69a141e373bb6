"""What tests of the worker need: tasks that wait, as on a real site, and a task that can fail."""

from django_tasks import task
from django_tasks_db.models import DBTaskResult

DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

problems = []
"""What the next calls of ``stumble`` raise, one each."""
done = []


@task()
def stumble(what):
    """Fail as long as there are problems, then note what was done."""
    if problems:
        raise problems.pop(0)
    done.append(what)


def states():
    """Return the state of every task but those of the night, the first put down in front."""
    rows = DBTaskResult.objects.exclude(task_path__contains=".nightly.").order_by("enqueued_at")
    return list(rows.values_list("status", flat=True))
