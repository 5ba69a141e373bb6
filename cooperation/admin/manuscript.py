"""Importing a text, and the report of what was recognised in it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cooperation.admin.desk.forms.file_input import FileInput
from cooperation.admin.desk.pages.base import admin_url
from cooperation.admin.desk.uploads import with_kept_files
from cooperation.admin.suggestion import SuggestionDecisions, suggested_values
from cooperation.changes.import_article import import_article, text_of
from cooperation.formats.manuscripts import EXTENSIONS, ManuscriptError, check_size
from cooperation.models import Article, Manuscript, Suggestion
from cooperation.models.article import SOURCE_FIELDS, SOURCE_HELP
from cooperation.sourcing.accepting import possible_targets
from cooperation.sourcing.open_sentences import open_sentences
from cooperation.sourcing.suggestions import MOST_SUGGESTIONS


class ImportForm(forms.ModelForm):
    """Asks for the file and for its source."""

    field_order = ("file", "separate", *SOURCE_FIELDS)

    class Meta:
        model = Article
        fields = SOURCE_FIELDS
        help_texts = {
            "source_url": _("Relative links of a page saved from the web begin at this address."),
        }

    file = forms.FileField(
        label=_("file"),
        max_length=255,
        allow_empty_file=True,  # so that our own message is shown
        help_text=_("Plain text, Markdown, HTML or .docx, of at most 20 MB."),
        widget=FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
    )
    separate = forms.BooleanField(
        label=_("another text"),
        required=False,
        help_text=_("Import it even if a file of the same name was imported before."),
    )

    @property
    def source(self):
        """{field: value} of the source."""
        return {name: self.cleaned_data[name] for name in SOURCE_FIELDS}


@admin.register(Manuscript)
class ManuscriptAdmin(SuggestionDecisions, admin.ModelAdmin):
    """Imported files; all who may add articles may import and decide on suggestions."""

    list_display = ("name", "article", "imported_at", "imported_by", "sha256")
    list_select_related = ("article", "imported_by")
    search_fields = ("name", "sha256", "article__title_en")
    ordering = ("-imported_at",)

    def get_queryset(self, request):
        return super().get_queryset(request).defer("data")

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("cooperation.add_article")

    has_add_permission = has_module_permission = lambda self, request: self.has_view_permission(
        request
    )

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        view = self.admin_site.admin_view
        decide = view(require_POST(self.decide))
        return [
            path("<uuid:pk>/file/", view(self.file), name="cooperation_manuscript_file"),
            path(
                "suggestions/<uuid:pk>/<str:decision>/",
                decide,
                name="cooperation_suggestion_decide",
            ),
            *super().get_urls(),
        ]

    def _page(self, request, template, title, **context):
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return TemplateResponse(request, template, shared | context)

    def add_view(self, request, form_url="", extra_context=None):
        """Import a file; if another version of it was imported before, show what differs."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        request = with_kept_files(request)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form, changed = ImportForm(*sent), None
        if form.is_valid():
            try:
                found = self._import(request, form)
            except ManuscriptError as error:
                form.add_error("file", ValidationError(error.message, params=error.params))
            else:
                if found.state != "changed":
                    return self._imported(request, found)
                changed = found
        return self._page(
            request,
            "admin/import_article.html",
            _("Import a text"),
            form=form,
            changed=changed,
            source_help=SOURCE_HELP,
        )

    def _import(self, request, form):
        file, separate = form.cleaned_data["file"], form.cleaned_data["separate"]
        check_size(file.size, file.name)
        return import_article(file.read(), file.name, request.user, separate, form.source)

    def _imported(self, request, found):
        if found.state == "same":
            text = _("This file is imported already; nothing was changed.")
            self.message_user(request, text, messages.WARNING)
        else:
            text = _("The text is imported as a draft. Nothing else has entered the register.")
            self.message_user(request, text, messages.SUCCESS)
            self.log_addition(request, found.kept, [{"added": {}}])
        return redirect("admin:cooperation_manuscript_change", found.kept.pk)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show what was recognised, what was not, and the suggestions."""
        manuscript = self.get_object(request, object_id)
        if manuscript is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, manuscript):
            raise PermissionDenied
        rows = [*manuscript.article.suggestions.with_details().in_order()]
        if len(rows) == MOST_SUGGESTIONS:
            text = _("Only the first %(number)d suggestions were kept: read the rest yourself.")
            self.message_user(request, text % {"number": len(rows)}, messages.WARNING)
        targets = {}
        for row in rows:
            row.facts = suggested_values(row)
            if row.state == Suggestion.Decision.PENDING:
                if row.kind not in targets:
                    targets[row.kind] = list(possible_targets(manuscript.article, row.kind))
                row.candidates = targets[row.kind]
        return self._page(
            request,
            "admin/import_report.html",
            _("What “%s” holds") % manuscript.name,
            kept=manuscript,
            text=self._text_of(request, manuscript),
            article_address=admin_url(manuscript.article),
            sentences=open_sentences(manuscript.article),
            suggestions=rows,
        )

    def _text_of(self, request, manuscript):
        """Return the text recognised in an imported file; None, with a message, if unreadable."""
        try:
            return text_of(manuscript)
        except ManuscriptError as error:
            self.message_user(request, str(error), messages.ERROR)

    def file(self, request, pk):
        """Download the file as it was uploaded."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        manuscript = get_object_or_404(Manuscript, pk=pk)
        disposition = content_disposition_header(as_attachment=True, filename=manuscript.name)
        return HttpResponse(
            bytes(manuscript.data),
            content_type="application/octet-stream",
            headers={"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"},
        )
