"""What was last loaded from the fixtures, so that loading again can tell who changed what."""

from django.db import models


class LoadedContent(models.Model):
    """One row of a fixture as it stood when it was last loaded; see ``load_content``.

    ``key`` is its UUID or its natural key, divided by slashes. ``fields`` are its [name, value] in
    their order, which ``dump_content`` keeps. ``row_pk`` finds a record again whose address has
    changed since; ``is_left_out`` is what editors have deleted, or have already. No page shows any
    of it.
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
