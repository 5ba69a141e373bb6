"""Forms that were sent and made something, so that a form sent twice makes it once."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SentFormQuerySet(models.QuerySet):
    def claim(self, key):
        """Return the row of a form, locked until the end of the transaction; a new one if needed.

        While another request saves the same form, this waits until it has ended.
        """
        self.bulk_create([self.model(key=key)], ignore_conflicts=True)
        return self.select_for_update().get(key=key)

    def sent_lately(self, typed):
        """Return the forms that sent the same and made something, the last first."""
        since = timezone.now() - SentForm.REMEMBERED_FOR
        return self.filter(typed=typed, sent_at__gt=since).exclude(made="").order_by("-sent_at")

    def stale(self):
        return self.filter(sent_at__lt=timezone.now() - SentForm.KEPT_FOR)


class SentForm(models.Model):
    """One form of one account, and what was made when it was sent.

    ``made`` is the key of that object; ``typed`` is a digest of what was sent, and ``snapshot``
    what it said of a record or item. See admin_site/sent_form.py.
    """

    KEPT_FOR = timedelta(days=7)
    REMEMBERED_FOR = timedelta(hours=1)
    """How long the same words in another form count as the same form."""

    key = models.CharField(_("account, address and token"), max_length=64, primary_key=True)
    typed = models.CharField(_("what was sent"), max_length=64, blank=True, db_index=True)
    made = models.CharField(_("what it made"), max_length=100, blank=True)
    snapshot = models.JSONField(_("as it was sent"), null=True)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now, db_index=True)

    objects = SentFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("sent form")
        verbose_name_plural = _("sent forms")
        default_permissions = ()

    def __str__(self):
        return self.key
