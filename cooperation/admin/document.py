"""Documents: their form, on that of a record too, and what their files tell."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cooperation.admin.fields import PlainLabels
from cooperation.domain.pdf import PdfError
from cooperation.models import Document
from cooperation.publishing.documents import read_file


class DocumentForm(forms.ModelForm):
    """Reads an uploaded file before it is kept; ``facts`` is what was found in a PDF."""

    facts = None

    def _post_clean(self):
        """Read the file once the instance holds it, and only if it is of its kind."""
        super()._post_clean()
        is_new = "file" in self.changed_data and self.cleaned_data.get("file")
        if is_new and "file" not in self.errors:
            try:
                self.facts = read_file(self.instance)
            except PdfError as error:
                self.add_error("file", ValidationError(error.message, params=error.params))


def tell_of(request, form):
    """Tell the editor what readers will miss in an uploaded document."""
    if not form.facts:
        return
    document, texts = form.instance, []
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
        texts.append(_("The language of “%(title)s” could not be told: choose it, if you know it."))
    for text in texts:
        messages.warning(request, text % {"title": document})


class TextFilter(admin.SimpleListFilter):
    """Documents whose words can be found, or not."""

    title = _("text")
    parameter_name = "text"

    def lookups(self, request, model_admin):
        return [("yes", _("can be searched")), ("no", _("PDF without text"))]

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.with_text()
        return queryset.without_text() if self.value() == "no" else queryset


@admin.register(Document)
class DocumentAdmin(PlainLabels, admin.ModelAdmin):
    """Files of all records; whoever may not publish edits them on the forms of drafts."""

    form = DocumentForm
    list_display = ("title", "record", "description")
    list_filter = ("language", TextFilter)
    list_select_related = ("record",)
    search_fields = ("title_en", "title_ru", "title_uz")
    autocomplete_fields = ("record",)
    fields = (
        "record", "title_en", "title_ru", "title_uz", "file", "description", "language", "order",
    )  # fmt: skip
    readonly_fields = ("description",)

    @admin.display(description=_("the file"), empty_value="–")
    def description(self, document):
        return document.description or None

    def get_queryset(self, request):
        return super().get_queryset(request).defer("text")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        tell_of(request, form)

    def _may_publish(self, request):
        return request.user.has_perm("cooperation.publish_record")

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and self._may_publish(request)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and self._may_publish(request)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may_publish(request)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may_publish(request)
