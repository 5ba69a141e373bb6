"""Revisions of items: each published state of a page, a picture or the site settings."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ItemQuerySet(models.QuerySet):
    def of(self, item):
        """Return the rows of one item, which may be deleted already."""
        return self.filter(model=item._meta.label_lower, key=str(item.pk))

    def newest_first(self):
        return self.order_by("-number")

    def listed(self):
        """Load what a list shows, without the snapshots."""
        return self.defer("snapshot").select_related("made_by")


class ItemRevisionQuerySet(ItemQuerySet):
    def of_pages_at(self, slug):
        """Return the revisions of pages that had an address, the last first."""
        return self.filter(model="cooperation.page", snapshot__0__fields__slug=slug)


class ItemRevision(models.Model):
    """A past state of an item, never changed. ``changes.items.history`` writes them.

    It refers to the item by model and key, so that it remains when a page is deleted.
    """

    class ItemAct(models.TextChoices):
        PUBLISHED = "published", _("Published")
        MERGED = "merged", _("Merged")
        RESTORED = "restored", _("Restored")
        LOADED = "loaded", _("Loaded")
        DELETED = "deleted", _("Deleted")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    model = models.CharField(_("model"), max_length=100)
    key = models.CharField(_("key"), max_length=36)
    number = models.PositiveIntegerField(_("number"))
    act = models.CharField(_("what was done"), max_length=10, choices=ItemAct)
    snapshot = models.JSONField(_("the item as it was"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(_("when"), default=timezone.now)
    note = models.CharField(_("why"), max_length=300, blank=True)

    objects = ItemRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision of an item")
        verbose_name_plural = _("revisions of items")
        default_permissions = ()
        ordering = ["-made_at", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "key", "number"], name="item_revision_number_unique"
            ),
            models.CheckConstraint(
                condition=Q(act__in=["published", "merged", "restored", "loaded", "deleted"]),
                name="item_revision_act_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.number}: {self.get_act_display()}"
