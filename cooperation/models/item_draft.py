"""Drafts of items: unpublished changes of a page, a picture or the site settings."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.item_revision import ItemQuerySet


class ItemDraft(models.Model):
    """Unpublished changes of an item, written by ``changes.items.save``.

    ``base`` is the item when the draft was started or last rebased.
    """

    model = models.CharField(_("model"), max_length=100)
    key = models.CharField(_("key"), max_length=36)
    snapshot = models.JSONField(_("the item as it is to be"))
    base = models.JSONField(_("the item as it was"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("last saved by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    saved_at = models.DateTimeField(_("last saved"), default=timezone.now)
    note = models.CharField(_("why"), max_length=300, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of an item")
        verbose_name_plural = _("drafts of items")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["model", "key"], name="item_draft_is_one"),
        ]

    def __str__(self):
        return f"{self.model} {self.key}"
