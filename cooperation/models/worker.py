"""Worker processes, and when each was last alive."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WorkerQuerySet(models.QuerySet):
    def alive(self):
        """Return the workers that were seen lately and have not ended."""
        return self.filter(has_ended=False, seen_at__gt=timezone.now() - Worker.SILENCE)

    def last_seen(self):
        """Return when a worker was last alive (aware); None if never."""
        return self.aggregate(last=models.Max("seen_at"))["last"]

    def stale(self):
        """Return the workers not seen for a week."""
        return self.filter(seen_at__lt=timezone.now() - timedelta(days=7))

    def mark_alive(self, name):
        """Note that a worker is alive, with one query."""
        self.bulk_create(
            [self.model(name=name, seen_at=timezone.now())],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["seen_at"],
        )

    def mark_ended(self, name):
        """Note that a worker has ended, so that others take over its tasks at once."""
        self.filter(pk=name).update(seen_at=timezone.now(), has_ended=True)


class Worker(models.Model):
    """One run of ``manage.py work``. It updates ``seen_at`` every few seconds."""

    SILENCE = timedelta(seconds=30)
    """After this time a worker counts as dead, and others take over its tasks."""

    name = models.CharField(_("name"), max_length=64, primary_key=True)
    seen_at = models.DateTimeField(_("last seen"), db_index=True)
    has_ended = models.BooleanField(_("has ended"), default=False)

    objects = WorkerQuerySet.as_manager()

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")
        default_permissions = ()

    def __str__(self):
        return self.name
