"""Documents that belong to a record, such as the text of an agreement."""

import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models.record import Record
from cooperation.models.uploads import SIGNATURES, kept_name, validate_content, validate_size


def document_path(document, filename):
    """Return where a document is kept: an address that cannot be guessed, its name kept."""
    return f"documents/{uuid.uuid4().hex}/{kept_name(filename)}"


class Document(models.Model):
    """A file of a record that readers can download."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(
        Record, verbose_name=_("record"), on_delete=models.CASCADE, related_name="documents"
    )
    title = models.CharField(_("title"), max_length=300)
    file = models.FileField(
        _("file"),
        upload_to=document_path,
        max_length=255,
        validators=[FileExtensionValidator(list(SIGNATURES)), validate_size, validate_content],
        help_text=_("PDF, DOCX or ODT, 20 MB at most."),
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["order", "title"]

    def __str__(self):
        return self.title

    @property
    def extension(self):
        return PurePath(self.file.name).suffix.removeprefix(".").upper()
