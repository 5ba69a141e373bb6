"""The content version: one number that rises with every change that readers may see."""

from typing import NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _


class Version(NamedTuple):
    """What readers see now. Two equal versions mean the same content on every page.

    ``number`` counts changes, ``passed`` the scheduled moments that have passed since the last of
    them; ``until`` is the next such moment (aware), None if there is none.
    """

    number: int
    passed: int
    until: object


class ContentVersion(models.Model):
    """The only row of its table. ``moments`` are the times to come, in ISO 8601, in order.

    They are kept beside the number, so that one row tells what readers see at any time, whether
    or not anything runs at that time. ``names_until``: names of records that were public by
    then have been looked for in the articles; see ``changes.consequences.due_times``.
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
    def current(cls):
        """Return the Version at this moment, with one query."""
        row = cls.objects.filter(pk=1).values_list("number", "moments").first()
        number, moments = row or (0, [])
        now, times = timezone.now(), [parse_datetime(text) for text in moments]
        to_come = [time for time in times if time > now]
        return Version(number, len(times) - len(to_come), to_come[0] if to_come else None)
