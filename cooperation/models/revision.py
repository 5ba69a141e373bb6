"""Revisions: each published state of a record, with who changed it and why."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.record import Record


class RevisionQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-number")

    def public(self):
        """Return the revisions in which the record is published."""
        return self.filter(snapshot__0__fields__status=Record.Status.PUBLISHED)

    def major(self):
        """Return the major changes, whose notes readers see."""
        return self.filter(is_major=True)

    def first_publications(self):
        """Return the revisions that may be the first publication of a record.

        “Loaded” revisions keep the state before revisions existed; only public ones count.
        """
        loaded = Q(act=Revision.Act.LOADED, snapshot__0__fields__status=Record.Status.PUBLISHED)
        return self.filter(Q(act=Revision.Act.PUBLISHED) | loaded)

    def latest_number(self, record):
        """Return an expression for the number of the latest revision, 0 without any.

        ``record`` is an OuterRef.
        """
        last = self.filter(record=record).order_by("-number").values("number")[:1]
        return Coalesce(Subquery(last), 0)

    def since_withdrawal(self, record):
        """Return the revisions since a record was withdrawn; the first is the withdrawal."""
        public = self.filter(record=record).public().newest_first().values("number")[:1]
        found = self.filter(record=record, act=Revision.Act.WITHDRAWN)
        return found.filter(number__gt=Coalesce(Subquery(public), 0))

    def later_than(self, moment):
        return self.filter(made_at__gt=moment)

    def listed(self):
        """Load what a list shows, without the snapshots."""
        return self.defer("snapshot").select_related("made_by")


class Revision(models.Model):
    """A past state of a record with its parts, never changed.

    ``changes.consequences.history`` writes them.
    """

    class Act(models.TextChoices):
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        MERGED = "merged", _("Merged")
        LOADED = "loaded", _("Loaded")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(
        Record,
        verbose_name=_("record"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="revisions",
    )
    number = models.PositiveIntegerField(_("number"))
    act = models.CharField(_("what was done"), max_length=10, choices=Act)
    snapshot = models.JSONField(_("the record as it was"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(_("when"), default=timezone.now)
    note = models.CharField(_("why"), max_length=300, blank=True)
    is_major = models.BooleanField(_("major change"), default=False)
    is_forced = models.BooleanField(_("without approval"), default=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        default_permissions = ()
        ordering = ["-made_at", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="revision_number_unique"),
            models.CheckConstraint(
                condition=Q(act__in=["published", "withdrawn", "merged", "loaded"]),
                name="revision_act_is_known",
            ),
            models.CheckConstraint(
                condition=Q(is_major=False) | ~Q(note=""), name="revision_major_says_why"
            ),
        ]

    def __str__(self):
        return f"{self.number}: {self.get_act_display()}"
