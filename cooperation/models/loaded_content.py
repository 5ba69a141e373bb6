"""The content last loaded from the fixtures, to tell changes of editors from those of fixtures."""

from django.db import models


class LoadedContent(models.Model):
    """A row of a fixture when it was last loaded; see ``load_content``.

    ``key`` is its UUID or its natural key, joined by slashes. ``fields`` are [name, value] in the
    order that ``dump_content`` keeps. ``row_pk`` finds a record whose slug has changed since;
    ``is_left_out`` marks rows that editors deleted or already had.
    """

    model = models.CharField(max_length=60)
    key = models.CharField(max_length=130)
    file = models.CharField(max_length=100)
    position = models.PositiveIntegerField()
    fields = models.JSONField()
    row_pk = models.CharField(max_length=40, blank=True)
    is_left_out = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        ordering = ["file", "position"]
        constraints = [
            models.UniqueConstraint(fields=["model", "key"], name="loaded_content_unique"),
        ]

    def __str__(self):
        return f"{self.file}, {self.position}: {self.model} {self.key}"
