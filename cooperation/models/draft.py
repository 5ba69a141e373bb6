"""Drafts: unpublished changes of a public record."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.record import Record


class DraftQuerySet(models.QuerySet):
    def scheduled(self):
        """Return the drafts with a publication time, the earliest first."""
        return self.filter(publish_at__isnull=False).order_by("publish_at", "pk")

    def due(self):
        return self.scheduled().filter(publish_at__lte=timezone.now())

    def without_problem(self):
        """Return the drafts that have not failed to go live."""
        return self.filter(problem="")

    def mentioning_slug(self, slug):
        """Return the drafts that contain the slug of a record."""
        words = f'"{slug}"'
        found = self.annotate(
            words=Cast("snapshot", models.TextField()), old=Cast("base", models.TextField())
        )
        return found.filter(Q(words__contains=words) | Q(old__contains=words))

    def showing(self, image):
        """Return the drafts with a picture."""
        return self.filter(snapshot__0__fields__image=str(image.pk))

    def of_records(self, records):
        return self.filter(record__in=[record.pk for record in records])

    def listed(self):
        """Load what a list shows, without the snapshots."""
        return self.defer("snapshot", "base").select_related("record", "saved_by")


class Draft(models.Model):
    """Unpublished changes of a record with its parts.

    ``base`` is the record when the draft was started or last rebased. ``changes.drafts`` writes
    drafts. A record that was never public has none: it is a draft itself.
    """

    record = models.OneToOneField(
        Record,
        verbose_name=_("record"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="draft",
    )
    snapshot = models.JSONField(_("the record as it is to be"))
    base = models.JSONField(_("the record as it was"))
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("last saved by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    saved_at = models.DateTimeField(_("last saved"), default=timezone.now)
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("scheduled by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    note = models.CharField(_("why"), max_length=300, blank=True)
    is_major = models.BooleanField(_("major change"), default=False)
    problem = models.TextField(_("what kept it from going live"), blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(is_major=False) | ~Q(note=""), name="draft_major_says_why"
            ),
        ]

    def __str__(self):
        return str(_("draft of “%s”") % self.record)
