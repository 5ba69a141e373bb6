"""Shows editors who else has a record’s form open."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.record import Record


class PresenceQuerySet(models.QuerySet):
    def current(self):
        """Return the presences that have not expired, the longest first."""
        return self.filter(shown_until__gt=timezone.now()).order_by("opened_at", "pk")

    def lapsed(self):
        """Return the expired presences."""
        return self.filter(shown_until__lte=timezone.now())

    def of(self, records):
        """Return the presences at records (or their keys), with the accounts."""
        return self.filter(record__in=records).select_related("user")

    def of_account(self, user, record_pk):
        return self.filter(user=user, record_id=record_pk)

    def renew(self, user, record_pk, span, is_new):
        """Extend a presence by ``span``, or add it if ``is_new`` (two queries instead of one)."""
        now = timezone.now()
        if not is_new:
            self.of_account(user, record_pk).update(shown_until=now + span)
            return
        self.lapsed().delete()
        row = self.model(record_id=record_pk, user=user, opened_at=now, shown_until=now + span)
        # a form in a second tab may have come first
        self.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["record", "user"],
            update_fields=["shown_until"],
        )


class Presence(models.Model):
    """An account that has the form of a record open. It locks nothing and expires.

    A visible form with JavaScript renews it. Other forms cannot, so it lasts longer there.
    """

    IN_SIGHT = timedelta(minutes=2)
    OUT_OF_SIGHT = timedelta(minutes=10)

    record = models.ForeignKey(
        Record, verbose_name=_("record"), on_delete=models.CASCADE, related_name="presences"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    opened_at = models.DateTimeField(_("since"))
    shown_until = models.DateTimeField(_("shown until"), db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["record", "user"], name="presence_unique"),
        ]

    def __str__(self):
        return f"{self.user}: {self.record_id}"
