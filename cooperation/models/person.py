"""People, named only where a source names them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models.record import Record


class Person(Record):
    """A person named by a source; posts and roles are relations."""

    KIND = "person"
    CLAIMS = ("title", "role")

    record = models.OneToOneField(
        Record, parent_link=True, primary_key=True, on_delete=models.CASCADE, related_name="person"
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
