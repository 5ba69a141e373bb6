"""Topics: the controlled list of what records are about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models.record import Record


class Topic(Record):
    """A subject of cooperation; records have it by the relation “about”."""

    KIND = "topic"
    CLAIMS = ("title",)

    record = models.OneToOneField(
        Record, parent_link=True, primary_key=True, on_delete=models.CASCADE, related_name="topic"
    )

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
