"""The admin shared by all kinds of record."""

import re

from django.contrib import admin
from django.db.models import F
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk import publication
from cooperation.admin.desk.base_admin import DeskAdmin
from cooperation.admin.desk.editing.record import RecordEditing
from cooperation.admin.desk.editing.session import EditSession
from cooperation.admin.desk.forms import parts
from cooperation.admin.desk.forms.from_sentence import (
    initial_evidence,
    initial_figures,
    initial_passage,
    initial_values,
    source_passage,
    with_figure_evidence,
)
from cooperation.admin.desk.forms.prose import ProseAdmin
from cooperation.admin.desk.forms.record import RecordForm, record_form
from cooperation.admin.desk.forms.to_snapshot import snapshot_of
from cooperation.admin.desk.pages.find_evidence import EvidenceSearchPages
from cooperation.admin.desk.pages.history import HistoryPages
from cooperation.admin.desk.pages.merge_duplicate import DuplicatePages
from cooperation.admin.desk.pages.presence import (
    PresencePages,
    mark_presence,
    presence_lines,
    presences_at,
)
from cooperation.admin.desk.pages.preview import PreviewPages
from cooperation.admin.desk.pages.review import ReviewPages
from cooperation.admin.desk.pages.tables import TablePages
from cooperation.admin.desk.translations import TranslationFilter, outdated_fieldset
from cooperation.admin.desk.uploads import UploadViews
from cooperation.admin.document import warn_about_upload
from cooperation.admin.evidence import EvidenceInline
from cooperation.admin.relation import InverseRelationInline, RelationInline
from cooperation.admin_site.sent_form import key_of
from cooperation.changes import rights
from cooperation.changes.consequences.documents import AT_ONCE, facts_of
from cooperation.changes.delete import against_deleting, delete
from cooperation.changes.usage import where_used
from cooperation.domain import languages
from cooperation.domain.dates import format_partial_date
from cooperation.models import Document, Premise

PAGES = (
    HistoryPages,
    ReviewPages,
    PreviewPages,
    EvidenceSearchPages,
    DuplicatePages,
    PresencePages,
    TablePages,
)
"""Pages of the desk for one record, besides its form."""


PAGE_FIELDS = ("slug", "publication", ("publish_at", "withdraw_at"), "image", "opened")


class RecordAdmin(UploadViews, DeskAdmin, ProseAdmin):
    """The list and the form of one kind of record.

    Subclasses set ``PROSE`` (translated fields), ``FACTS`` (rows of fields in the section “Facts”;
    ``gap_<claim>`` asks why a claim is empty), ``PARTS`` (inlines) and ``PAGES`` (see DeskPages).
    """

    change_form_template = "admin/record_form.html"
    change_list_template = "admin/record_list.html"
    object_history_template = "admin/record_history.html"
    FACTS = ()
    PROSE = ("title", "summary")
    PARTS = ()
    PAGES = PAGES
    HISTORY = HistoryPages
    BASE_FORM = RecordForm

    list_per_page = 50
    list_filter = ("status",)
    search_fields = (*languages.columns("title"), "slug", "aliases__text")
    date_hierarchy = "when_earliest"
    actions = ("publish_selected", "withdraw_selected", "export_xlsx", "export_csv")
    autocomplete_fields = ("image",)

    session = EditSession()
    uses_of = staticmethod(where_used)
    against_deleting = staticmethod(against_deleting)
    delete_objects = staticmethod(delete)

    # Lists

    def get_list_display(self, request):
        own = ("type_label",) if hasattr(self.model, "type") else ()
        return ("title", *own, "when_label", "publication")

    def get_list_filter(self, request):
        return (*self.list_filter, TranslationFilter)

    def get_queryset(self, request):
        return super().get_queryset(request).newest_first().with_work_in_progress()

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        changelist.result_list = [*changelist.result_list]
        mark_presence(request, changelist.result_list)
        return changelist

    @admin.display(description=_("type"), ordering="type")
    def type_label(self, record):
        return record.get_type_display()

    @admin.display(description=_("date"), ordering=F("when_latest"), empty_value="–")
    def when_label(self, record):
        return format_partial_date(record.when, languages.current()) if record.when else None

    @admin.display(description=_("publication"), ordering="status")
    def publication(self, record):
        return publication.status_mark(record)

    def changelist_view(self, request, extra_context=None):
        own = {"has_import_permission": self.has_change_permission(request)}
        return super().changelist_view(request, own | (extra_context or {}))

    @admin.action(description=_("Publish the selected records"), permissions=["publish"])
    def publish_selected(self, request, queryset):
        publication.publish_all(self, request, queryset)

    @admin.action(description=_("Withdraw the selected records"), permissions=["publish"])
    def withdraw_selected(self, request, queryset):
        publication.withdraw_all(self, request, queryset)

    @admin.action(description=_("Export the selected records as XLSX"), permissions=["view"])
    def export_xlsx(self, request, queryset):
        return TablePages(self).file(request, queryset, "xlsx")

    @admin.action(description=_("Export the selected records as CSV"), permissions=["view"])
    def export_csv(self, request, queryset):
        return TablePages(self).file(request, queryset, "csv")

    def has_publish_permission(self, request):
        return rights.may_publish(request.user)

    @staticmethod
    def key_of(object_id):
        """Return the key from a URL; 0, which no record has, if it is not a number."""
        return int(object_id) if re.fullmatch("[0-9]{1,18}", object_id) else 0

    # The form: see editing/record.py

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        request = self.with_uploads(request, object_id)
        return RecordEditing(self, request, object_id, form_url, extra_context).respond()

    def django_changeform_view(self, request, object_id, form_url, extra_context):
        """Run Django’s view without a transaction of its own: the caller opens one."""
        return self._changeform_view(request, object_id, form_url, extra_context)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Show who deleted the record, if its form was asked for; else redirect as Django does."""
        if not request.resolver_match.url_name.endswith("_change"):
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        return RecordEditing(self, request, object_id, "", None).deleted_page()

    def get_object(self, request, object_id, from_field=None):
        record = self.session.record
        if record is not None and str(record.pk) == str(object_id):
            return record
        return super().get_object(request, object_id, from_field)

    def read_upload(self, request, name, file):
        if name.startswith("documents-"):
            facts_of(file, AT_ONCE)

    def save_model(self, request, obj, form, change):
        """Save nothing here: RecordEditing calls ``changes.save``."""

    def save_related(self, request, form, formsets, change):
        """Turn the form and its rows into a snapshot for RecordEditing; save nothing."""
        session = self.session
        for formset in formsets:
            formset.save(commit=False)  # the log needs new_objects and changed_objects
            if formset.model is Document:
                for row in formset.forms:
                    warn_about_upload(request, row)
        EvidenceSearchPages(self).warn_of_missing_values(request, form.instance, formsets)
        base = session.shown if change else None
        wanted = snapshot_of(form, formsets, base, request.user, key_of(request))
        if not change and (passage := source_passage(request)):
            wanted = with_figure_evidence(wanted, passage)
        session.form, session.wanted = form, wanted

    def construct_change_message(self, request, form, formsets, add=False):
        form.changed_data = [name for name in form.changed_data if name not in form.CONTROL_FIELDS]
        self.session.message = super().construct_change_message(request, form, formsets, add)
        return self.session.message

    def log_addition(self, request, obj, message):
        return None if self.session.is_reading_form else super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        return None if self.session.is_reading_form else super().log_change(request, obj, message)

    def response_add(self, request, obj, *args, **kwargs):
        if self.session.is_reading_form:
            return HttpResponse()
        return super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request, obj):
        return (
            HttpResponse()
            if self.session.is_reading_form
            else super().response_change(request, obj)
        )

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        session = self.session
        if self.has_change_permission(request, obj):
            shown = session.shown or context["adminform"].form.shown
            context |= publication.publish_buttons(request.user, obj, shown, session.draft)
        if obj is not None and obj.pk and self.has_change_permission(request, obj):
            session.present = presences_at(obj.pk)
            context["present"] = presence_lines(request, session.present)
            context["presence_address"] = self.address_of("presence", obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = record_form(self.model, self._gaps(), self.BASE_FORM)
        session = self.session
        form.may_publish = rights.may_publish(request.user) or session.is_for_draft
        form.reasons, form.shown, form.refusal = session.reasons, session.shown, session.refusal
        return super().get_form(request, obj, change, **{"form": form, **kwargs})

    def _rows(self):
        return [(row,) if isinstance(row, str) else row for row in self.FACTS]

    def _gaps(self):
        """Return the claims whose form asks why they are empty."""
        names = (name for row in self._rows() for name in row)
        return [name.removeprefix("gap_") for name in names if name.startswith("gap_")]

    def get_fieldsets(self, request, obj=None):
        rows = self._rows()
        may_change = self.has_change_permission(request, obj)
        if not may_change:  # the fields of reasons exist only on the form
            rows = [tuple(name for name in row if not name.startswith("gap_")) for row in rows]
        facts = {name for row in rows for name in row}
        originals = [name for name in (f"{name}_en" for name in self.PROSE) if name not in facts]
        fieldsets = [
            (None, {"fields": originals}),
            (_("Facts"), {"fields": [row for row in rows if row]}),
            *(
                (
                    label,
                    {"classes": ["collapse"], "fields": [f"{name}_{code}" for name in self.PROSE]},
                )
                for code, label in languages.HEADINGS
            ),
            *outdated_fieldset(obj),
            (_("Page"), {"fields": PAGE_FIELDS}),
        ]
        if may_change:
            fieldsets.append((_("This change"), {"fields": (("change_note", "is_major"),)}))
        return [fieldset for fieldset in fieldsets if fieldset[1]["fields"]]

    def get_changeform_initial_data(self, request):
        passage = initial_passage(request)
        values = initial_values(request, passage) if passage else {}
        return super().get_changeform_initial_data(request) | values

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        kwargs["query"] = request.GET
        if self.session.rows is not None and request.method == "POST":
            kwargs["preloaded"] = self.session.rows.get(inline.model, [])
            if isinstance(inline, EvidenceInline):
                kwargs["premises"] = self.session.rows[Premise]
        if isinstance(inline, RelationInline):
            is_for_draft = self.session.is_for_draft
            kwargs["may_publish"] = rights.may_publish(request.user) or is_for_draft
        record = obj if obj and obj.pk else None
        if isinstance(inline, EvidenceInline) and (passage := initial_passage(request)):
            supports = request.GET.get("supports", "")
            kwargs["initial"] = initial_evidence(self.model, record, passage, supports)
        elif (
            record is None
            and isinstance(inline, parts.FigureInline)
            and (passage := initial_passage(request))
        ):
            kwargs["initial"] = initial_figures(passage)
        return kwargs

    def get_readonly_fields(self, request, obj=None):
        return ("publication",)

    def get_inlines(self, request, obj):
        return (
            *self.PARTS,
            RelationInline,
            InverseRelationInline,
            parts.FigureInline,
            parts.StatementInline,
            parts.OtherClaimInline,
            EvidenceInline,
            parts.DocumentInline,
            parts.AliasInline,
        )
