"""The content version: a number that increases with every change visible to readers."""

from typing import NamedTuple

from django.db import connection, models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _


class Version(NamedTuple):
    """The version of the content: the same version means the same content on every page.

    ``number`` counts changes, ``passed`` the scheduled times since the last change; ``until`` is
    the next scheduled time (aware) or None.
    """

    number: int
    passed: int
    until: object


class ContentVersion(models.Model):
    """The only row of its table. ``moments`` are the scheduled times in ISO 8601, in order.

    With them the row gives the version at any time, even if no process runs then. Names of
    records public by ``names_until`` have been searched in the articles, by
    ``changes.consequences.due_times``.
    """

    number = models.PositiveBigIntegerField(_("number"), default=0)
    moments = models.JSONField(_("times to come"), default=list)
    names_until = models.DateTimeField(_("names followed until"), null=True)

    class Meta:
        verbose_name = _("content version")
        verbose_name_plural = _("content versions")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="content_version_is_one"),
        ]

    def __str__(self):
        return str(self.number)

    @classmethod
    def read(cls):
        """Return (number, times to come as JSON) with plain SQL, for every request of a reader."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT number, moments FROM cooperation_contentversion WHERE id = 1")
            return cursor.fetchone() or (0, "[]")

    @classmethod
    def current(cls):
        """Return the Version now, with one query."""
        row = cls.objects.filter(pk=1).values_list("number", "moments").first()
        number, moments = row or (0, [])
        now, times = timezone.now(), [parse_datetime(text) for text in moments]
        to_come = [time for time in times if time > now]
        return Version(number, len(times) - len(to_come), to_come[0] if to_come else None)
