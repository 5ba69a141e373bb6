"""What was last loaded from the fixtures, so that loading again can tell who changed what."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedContent(models.Model):
    """One row of a fixture as it stood when it was last loaded; written by ``publishing.content``.

    ``key`` is its UUID or its natural key, divided by slashes. ``fields`` are its [name, value] in
    their order, which ``dump_content`` keeps. ``row_pk`` finds a record again whose address has
    changed since.
    """

    model = models.CharField(_("model"), max_length=60)
    key = models.CharField(_("key"), max_length=130)
    file = models.CharField(_("file"), max_length=100)
    position = models.PositiveIntegerField(_("number in the file"))
    fields = models.JSONField(_("values"))
    row_pk = models.CharField(_("key of the row"), max_length=40, blank=True)
    is_left_out = models.BooleanField(_("left out"), default=False)

    class Meta:
        verbose_name = _("loaded content")
        verbose_name_plural = _("loaded content")
        default_permissions = ()
        ordering = ["file", "position"]
        constraints = [
            models.UniqueConstraint(fields=["model", "key"], name="loaded_content_unique"),
        ]

    def __str__(self):
        return f"{self.file}, {self.position}: {self.model} {self.key}"
