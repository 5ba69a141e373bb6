"""Documents that belong to a record, such as the text of an agreement."""

import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cooperation.domain import languages
from cooperation.models.record import Record
from cooperation.models.text_fields import LineField
from cooperation.models.uploads import (
    KINDS,
    MIME_TYPES,
    stored_name,
    validate_content,
    validate_size,
)


def document_path(document, filename):
    """Return the path of a document: its name in a folder that cannot be guessed."""
    return f"documents/{uuid.uuid4().hex}/{stored_name(filename)}"


class DocumentQuerySet(models.QuerySet):
    def with_text(self):
        return self.exclude(text="")

    def without_text(self):
        """Return the PDF files without text."""
        return self.filter(file__iendswith=".pdf", text="")

    def unread(self):
        """Return the documents that have not been read yet."""
        return self.filter(size=None)


class Document(models.Model):
    """A file of a record that readers can download.

    ``changes.consequences.documents`` reads its size, pages and text when it is uploaded.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(
        Record, verbose_name=_("record"), on_delete=models.CASCADE, related_name="documents"
    )
    title = LineField(_("title"), max_length=300)
    file = models.FileField(
        _("file"),
        upload_to=document_path,
        max_length=255,
        validators=[FileExtensionValidator(list(KINDS)), validate_size, validate_content],
        help_text=_("PDF, DOCX or ODT, 20 MB at most."),
    )
    language = models.CharField(
        _("language"),
        max_length=5,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("Left empty, it is read from the words of a PDF."),
    )
    size = models.PositiveIntegerField(_("size"), null=True, editable=False)
    pages = models.PositiveIntegerField(_("pages"), null=True, editable=False)
    text = models.TextField(_("text"), blank=True, editable=False)
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["order", "title"]

    def __str__(self):
        return self.title

    @property
    def extension(self):
        return PurePath(self.file.name or "").suffix.removeprefix(".").upper()

    @property
    def mime_type(self):
        return MIME_TYPES.get(self.extension.lower(), "")

    @property
    def description(self):
        """Its type, size, pages and language: “PDF, 1.2 MB, 14 pages, in Russian”."""
        pages = self.pages and ngettext("%(number)s page", "%(number)s pages", self.pages)
        parts = (
            self.extension,
            self.size and filesizeformat(self.size),
            pages and pages % {"number": self.pages},
            self.language in languages.BY_CODE and languages.BY_CODE[self.language].in_it,
        )
        return ", ".join(str(part) for part in parts if part)

    @property
    def is_scan(self):
        """Whether it is a PDF without text."""
        return bool(self.pages) and not self.text
