"""The state of background work: waiting tasks, failed tasks, and the worker."""

from datetime import timedelta

from django.db.models import Count, Min
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult, get_date_max

from cooperation.models import Draft, Record, Worker

LATE_AFTER = timedelta(minutes=2)
"""After this time due work is late, and a silent worker is missing."""

SHOWN = 10
"""Failed tasks on the desk."""

TASK_NAMES = {
    "cooperation.changes.later.read_documents": _("Read the documents of “%(record)s”"),
    "cooperation.changes.later.scan_changed_articles": _("Look for names in changed articles"),
    "cooperation.changes.later.scan_mentions": _("Look for names in articles"),
    "cooperation.work.nightly.make_data": _("Make the data files"),
    "cooperation.work.nightly.clean_up": _("Tidy up"),
}
"""{path of a task: its name on the desk}."""


def lost_tasks():
    """Return running tasks whose worker is gone."""
    running = list(DBTaskResult.objects.running())
    if not running:
        return []
    alive = set(Worker.objects.alive().values_list("name", flat=True))
    return [row for row in running if row.worker_ids[-1] not in alive]


class FailedTask:
    """A task that failed at its last attempt."""

    def __init__(self, row):
        self.key, self.failed_at = row.pk, row.finished_at
        self._path, self._arguments = row.task_path, row.args_kwargs["args"]
        self._traceback = row.traceback

    @property
    def name(self):
        name = TASK_NAMES.get(self._path, self._path)
        if "%(record)s" not in name:
            return name
        record = Record.objects.filter(pk=self._arguments[0]).first()
        return name % {"record": record or "–"}

    @property
    def reason(self):
        """The last line of the traceback: the type and text of the error."""
        return self._traceback.strip().rpartition("\n")[2]


class WorkStatus:
    """Waiting tasks, failed tasks and the last sign of a worker, each read on access."""

    def __init__(self):
        self._now = timezone.now()

    @property
    def waiting(self):
        """How many due tasks are waiting."""
        return self._due[0]

    @property
    def oldest(self):
        """When the oldest of them became due (aware); None if none is."""
        return self._due[1]

    @cached_property
    def _due(self):
        ready = DBTaskResult.objects.ready()
        sources = (
            (ready.filter(run_after=get_date_max()), "enqueued_at"),
            (ready.exclude(run_after=get_date_max()), "run_after"),
            (Draft.objects.due().without_problem(), "publish_at"),
            (Record.objects.expired(), "withdraw_at"),
        )
        found = [rows.aggregate(Count("pk"), Min(field)).values() for rows, field in sources]
        found += [(1, row.started_at) for row in lost_tasks()]
        moments = (moment for _number, moment in found if moment)
        return sum(number for number, _moment in found), min(moments, default=None)

    @cached_property
    def failed(self):
        """The latest failed tasks."""
        rows = DBTaskResult.objects.failed().order_by("-finished_at")
        return [FailedTask(row) for row in rows[:SHOWN]]

    @cached_property
    def last_seen(self):
        """When a worker was last alive (aware); None if never."""
        return Worker.objects.last_seen()

    @property
    def is_missing(self):
        """Whether no worker is alive."""
        return self.last_seen is None or self.last_seen < self._now - LATE_AFTER

    @property
    def is_late(self):
        """Whether due work has waited too long."""
        return self.oldest is not None and self.oldest < self._now - LATE_AFTER
