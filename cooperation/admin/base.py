"""The admin of a record, written once for every kind."""

from django.contrib import admin
from django.contrib.admin.views.main import ERROR_FLAG
from django.db import transaction
from django.db.models import F
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from js_asset import Script
from js_asset.media import Media

from cooperation.admin import inlines
from cooperation.admin.document import tell_of
from cooperation.admin.drafting import is_for_draft
from cooperation.admin.duplicates import DuplicateViews
from cooperation.admin.evidence import EvidenceInline
from cooperation.admin.fields import PlainLabels
from cooperation.admin.finding import FindingViews
from cooperation.admin.forms import RecordForm, record_form
from cooperation.admin.history import HistoryViews
from cooperation.admin.kept_typing import TypingViews
from cooperation.admin.merging import MergingViews
from cooperation.admin.presence import PresenceViews
from cooperation.admin.preview import PreviewViews
from cooperation.admin.publication import PublicationAdmin
from cooperation.admin.record_pages import admin_url
from cooperation.admin.relation import InverseRelationInline, RelationInline
from cooperation.admin.reopening import ReopeningViews
from cooperation.admin.review import ReviewViews
from cooperation.admin.sentence import (
    attach_figures,
    new_evidence,
    new_figures,
    new_values,
    passage_of,
    source_of,
)
from cooperation.admin.tables import TableViews
from cooperation.admin.translations import TranslatedAdmin, TranslationFilter
from cooperation.changes import drafts, history, redirects
from cooperation.domain import languages
from cooperation.domain.dates import format_partial_date
from cooperation.models import (
    Alias,
    Document,
    Evidence,
    Mention,
    OtherClaim,
    Presence,
    Record,
    Relation,
    SearchEntry,
)
from cooperation.queries.usage import where_used
from cooperation.sourcing.index import index_later
from cooperation.sourcing.mentions import articles_with, scan_articles, scan_for
from cooperation.sourcing.passages import attach_record

PAGE = ("slug", "publication", ("publish_at", "withdraw_at"), "image")
"""What the form asks about the page of a record."""

UNSAVED = Script("js/unsaved.js", type="module")
"""It must stand before the modules of the rich-text editor, and after its import map."""


class ProseAdmin(TypingViews, PlainLabels, admin.ModelAdmin):
    """Lets the rich-text editor start under the site’s Content-Security-Policy."""

    change_form_template = "admin/prose_form.html"

    def render_change_form(self, request, context, *args, **kwargs):
        media = Media(js=[UNSAVED]) + context["media"]
        context["media"] = Media.from_media(media, nonce=request.csp_nonce)
        return super().render_change_form(request, context, *args, **kwargs)


class UsedAdmin:
    """Names and links everything that uses what an editor wants to delete."""

    delete_confirmation_template = "admin/used_confirmation.html"
    delete_selected_confirmation_template = "admin/used_selected_confirmation.html"

    def get_uses(self, objs):
        """Return each Use that forbids deleting any of the objects."""
        return where_used(objs)

    def get_deleted_objects(self, objs, request):
        deleted, counts, missing, _protected = super().get_deleted_objects(objs, request)
        # the right to delete the kind covers its base, its evidence and what the scan has found
        missing -= {model._meta.verbose_name for model in (Record, Evidence, Mention)}
        uses = [
            format_html(
                '{} <a href="{}">{}</a>',
                use.how,
                admin_url(use.record),
                _("Open “%(title)s”") % {"title": use.record},
            )
            for use in self.get_uses(objs)
        ]
        for model in UNWRITTEN:
            counts.pop(model._meta.verbose_name_plural, None)
        return _without_unwritten(deleted), counts, missing, uses


UNWRITTEN = (SearchEntry, Presence)
"""What goes along with a record, but is nobody’s work."""


def _without_unwritten(deleted):
    """Return the tree of what goes along without what nobody has written."""
    labels = tuple(f"{capfirst(model._meta.verbose_name)}: " for model in UNWRITTEN)
    branches = (_without_unwritten(each) if isinstance(each, list) else each for each in deleted)
    return [each for each in branches if each != [] and not str(each).startswith(labels)]


class RecordAdmin(
    PresenceViews,
    ReopeningViews,
    MergingViews,
    DuplicateViews,
    PublicationAdmin,
    HistoryViews,
    ReviewViews,
    PreviewViews,
    FindingViews,
    TableViews,
    TranslatedAdmin,
    UsedAdmin,
    ProseAdmin,
):
    """A kind of record: its own fields, its parts, publishing and withdrawing.

    Subclasses say what is theirs: ``PROSE`` (fields with a version in each language), ``FACTS``
    (rows of own fields; prose named there with ``_en`` stands there in English), ``GAPS``
    (claims that may be empty and say why), ``PARTS`` (inlines).
    """

    change_form_template = "admin/record_form.html"
    FACTS = ()
    PROSE = ("title", "summary")
    GAPS = ()
    PARTS = ()
    BASE_FORM = RecordForm

    list_per_page = 50
    list_filter = ("status",)
    search_fields = ("title_en", "title_ru", "title_uz", "slug", "aliases__text")
    date_hierarchy = "when_earliest"
    actions = ("publish_selected", "withdraw_selected", "export_xlsx", "export_csv")
    autocomplete_fields = ("image",)

    def get_list_display(self, request):
        own = ("type_label",) if hasattr(self.model, "type") else ()
        return ("title", *own, "when_label", "publication")

    def get_list_filter(self, request):
        return (*self.list_filter, TranslationFilter)

    def get_queryset(self, request):
        return super().get_queryset(request).newest_first().with_work_in_progress()

    @admin.display(description=_("type"), ordering="type")
    def type_label(self, record):
        return record.get_type_display()

    @admin.display(description=_("date"), ordering=F("when_latest"), empty_value="–")
    def when_label(self, record):
        return format_partial_date(record.when, languages.current()) if record.when else None

    def changelist_view(self, request, extra_context=None):
        try:
            own = {"has_import_permission": self.has_change_permission(request)}
            return super().changelist_view(request, own | (extra_context or {}))
        except ValueError:  # a date of the navigation that no calendar has
            return redirect(f"{request.path}?{ERROR_FLAG}=1")

    def get_object(self, request, object_id, from_field=None):
        if hasattr(request, "held_record"):
            return request.held_record
        try:
            return super().get_object(request, object_id, from_field)
        except OverflowError:  # a number that the database cannot hold
            return None

    # The form

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = record_form(self.model, self.GAPS, self.BASE_FORM)
        form.may_publish = self.has_publish_permission(request) or is_for_draft(request)
        form.reasons = self.held_reasons(request, obj)
        form.shown = getattr(request, "shown", None)
        return super().get_form(request, obj, change, **{"form": form, **kwargs})

    def get_fieldsets(self, request, obj=None):
        rows = [(row,) if isinstance(row, str) else row for row in self.FACTS]
        if not self.has_change_permission(
            request, obj
        ):  # reasons exist only as choices of the form
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
                for code, label in (("ru", _("In Russian")), ("uz", _("In Uzbek")))
            ),
            *self.outdated_fieldset(obj),
            (
                _("Page"),
                {
                    "fields": (
                        "slug",
                        "publication",
                        ("publish_at", "withdraw_at"),
                        "image",
                        "opened",
                    )
                },
            ),
        ]
        if self.has_change_permission(request, obj):
            fieldsets.append((_("This change"), {"fields": (("change_note", "is_major"),)}))
        return [fieldset for fieldset in fieldsets if fieldset[1]["fields"]]

    def get_changeform_initial_data(self, request):
        passage = passage_of(request)
        values = new_values(request, passage) if passage else {}
        return super().get_changeform_initial_data(request) | values

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if hasattr(request, "held"):
            kwargs["held"] = request.held.get(inline.model, [])
        passage = passage_of(request) if isinstance(inline, EvidenceInline) else None
        is_new = not (obj and obj.pk)
        if is_new and isinstance(inline, inlines.FigureInline) and passage_of(request):
            kwargs["initial"] = new_figures(passage_of(request))
        if passage:
            record = None if is_new else obj
            supports = request.GET.get("supports", "")
            kwargs["initial"] = new_evidence(self.model, record, passage, supports)
        return kwargs

    def get_readonly_fields(self, request, obj=None):
        return ("publication",)

    def get_inlines(self, request, obj):
        return (
            *self.PARTS,
            RelationInline,
            InverseRelationInline,
            inlines.FigureInline,
            inlines.StatementInline,
            inlines.OtherClaimInline,
            EvidenceInline,
            inlines.DocumentInline,
            inlines.AliasInline,
        )

    def render_change_form(self, request, context, *args, **kwargs):
        context["has_publish_permission"] = self.has_publish_permission(request)
        context["draft"] = getattr(request, "draft", None)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        obj.updated_at = timezone.now()
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def construct_change_message(self, request, form, formsets, add=False):
        form.changed_data = [name for name in form.changed_data if name not in form.BESIDE]
        return super().construct_change_message(request, form, formsets, add)

    def save_formset(self, request, form, formset, change):
        if formset.model is OtherClaim:
            for row in formset.forms:
                if row.has_changed():
                    row.instance.decided_by, row.instance.decided_at = request.user, timezone.now()
        super().save_formset(request, form, formset, change)
        if formset.model is Document:
            for row in formset.forms:
                tell_of(request, row)
        self.question(request, formset)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.keep_reasons()
        if not change and (passage := source_of(request)):
            attach_figures(form.instance, passage)
        if getattr(request, "is_trial", False):
            request.trial_form = form
        else:
            self.follow_up(request, form, formsets, change)

    def follow_up(self, request, form, formsets, change):
        """Find anew what follows from what was saved, and let it go live as asked."""
        self.follow_translations(form, formsets)
        if not change or _is_supported_otherwise(formsets):
            attach_record(form.instance.record)
        if _is_called_otherwise(form, formsets):
            scan_for(form.instance.record)
        index_later(form.instance.record)
        if change and "slug" in form.changed_data:
            key = form.instance.natural_key()
            drafts.follow_address((key[0], form.initial["slug"]), key)
        request.is_saved = True
        why = {"before": getattr(request, "before", None), **form.why}
        self.move_as_asked(request, form.instance, why, history.Act.PUBLISHED)
        redirects.follow_withdrawn(form.instance, why["before"])

    def log_change(self, request, obj, message):
        if not getattr(request, "is_trial", False):
            return super().log_change(request, obj, message)

    def delete_model(self, request, obj):
        self.delete_queryset(request, type(obj).objects.filter(pk=obj.pk))

    def delete_queryset(self, request, queryset):
        articles = articles_with(queryset)
        with transaction.atomic():
            redirects.deleting(queryset)
            super().delete_queryset(request, queryset)
        scan_articles(articles)


def _is_called_otherwise(form, formsets):
    """Whether an editor changed a name of the record, or the type that can stand for it."""
    fields = {name.rpartition("_")[0] or name for name in form.changed_data}
    return bool(fields & {"title", "short_name", "type"}) or any(
        formset.model is Alias and formset.has_changed() for formset in formsets
    )


def _is_supported_otherwise(formsets):
    """Whether an editor changed evidence, or the relations that take theirs along."""
    models = (Evidence, Relation)
    return any(formset.model in models and formset.has_changed() for formset in formsets)
