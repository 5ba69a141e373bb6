"""The list of documents, and the form of a document."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.forms.fields import KnownChoices
from cooperation.admin.desk.pages.base import admin_url
from cooperation.admin.desk.read_only import ReadOnly
from cooperation.changes import rights
from cooperation.changes.consequences.documents import AT_ONCE, read_file
from cooperation.domain import languages
from cooperation.formats.pdf import PdfError
from cooperation.models import Document


class DocumentForm(forms.ModelForm):
    """Reads an uploaded file before it is saved; ``facts`` holds what was found in a PDF."""

    facts = None

    def _post_clean(self):
        """Read a new file that has passed validation."""
        super()._post_clean()
        is_new = "file" in self.changed_data and self.cleaned_data.get("file")
        if is_new and "file" not in self.errors:
            try:
                self.facts = read_file(self.instance, AT_ONCE)
            except PdfError as error:
                self.add_error("file", ValidationError(error.message, params=error.params))


def warn_about_upload(request, form):
    """Warn the editor if an uploaded document cannot be searched fully."""
    if not form.facts:
        return
    document, texts = form.instance, []
    if form.facts.text is None:
        messages.info(
            request,
            _(
                "“%(title)s” has %(pages)s pages: it is read in the background, and the search "
                "finds its words soon."
            )
            % {"title": document, "pages": form.facts.pages},
        )
        return
    if document.is_scan:
        texts.append(
            _(
                "“%(title)s” holds no text, only pictures of its pages: it can be neither searched "
                "nor read aloud. Upload a copy with recognised text (OCR) if there is one."
            )
        )
    elif not form.facts.is_whole:
        texts.append(_("“%(title)s” is very long: only its first part can be found by the search."))
    if not document.language:
        texts.append(
            _("The language of “%(title)s” was not recognised. Choose it, if you know it.")
        )
    for text in texts:
        messages.warning(request, text % {"title": document})


class FileDescriptionMixin:
    """Adds the read-only field ``description`` with the size, pages and language of the file."""

    @admin.display(description=_("the file"))
    def description(self, document):
        is_saved = document.file and document.file._committed
        return (is_saved and document.description) or "–"


class TextFilter(admin.SimpleListFilter):
    """Filters documents by whether they can be searched."""

    title = _("text")
    parameter_name = "text"

    def lookups(self, request, model_admin):
        return [("yes", _("can be searched")), ("no", _("PDF without text"))]

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.with_text()
        return queryset.without_text() if self.value() == "no" else queryset


@admin.register(Document)
class DocumentAdmin(FileDescriptionMixin, ReadOnly, KnownChoices, admin.ModelAdmin):
    """Lists the documents of all records; each is edited on the form of its record.

    Only those who may publish see the list, since it includes documents of drafts.
    """

    list_display = ("title", "record", "description")
    list_filter = ("language", TextFilter)
    list_select_related = ("record",)
    search_fields = languages.columns("title")
    fields = ("record_form", *languages.columns("title"), "file", "description", "language")
    readonly_fields = ("record_form", "description")

    @admin.display(description=_("record"))
    def record_form(self, document):
        return format_html('<a href="{}">{}</a>', admin_url(document.record), document.record)

    def get_queryset(self, request):
        return super().get_queryset(request).defer("text")

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and rights.may_publish(request.user)
