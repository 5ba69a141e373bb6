"""Inlines for the parts of a record; relations and evidence have their own modules."""

from django import forms
from django.contrib import admin
from django.db.models import FileField
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from cooperation import models
from cooperation.admin.desk.forms.fields import KnownChoices
from cooperation.admin.desk.forms.file_input import FileInput
from cooperation.admin.desk.forms.from_sentence import initial_figures, initial_passage
from cooperation.admin.desk.forms.paging import PagedFormSet
from cooperation.admin.desk.forms.skip_unchanged import PreloadedFormSet, SkipUnchangedForm
from cooperation.admin.document import DocumentForm, FileDescriptionMixin
from cooperation.domain.claims import LABELS
from cooperation.domain.languages import TRANSLATIONS


class PartForm(SkipUnchangedForm, forms.ModelForm):
    """The form of one part."""


class PagedPartFormSet(PagedFormSet, PreloadedFormSet, BaseInlineFormSet):
    """The rows of one model of parts."""

    def number_new_rows(self):
        """Number the new rows; does nothing here, since these rows have no order."""


class PartFormSet(PagedPartFormSet):
    """Puts new parts after the existing ones, in the order of the form."""

    def number_new_rows(self):
        """Number the new rows, except those with a typed number."""
        last = max((part.order for part in self.get_queryset()), default=0)
        for row in self.extra_forms:
            if row.has_changed() and row not in self.deleted_forms:
                if "order" not in row.changed_data:
                    row.instance.order = last + 1
                last = max(last, row.instance.order)


class PartInline(KnownChoices, admin.StackedInline):
    """Parts below each other, each with its translations collapsed."""

    form = PartForm
    formset = PartFormSet
    extra = 0
    PROSE = ()
    """Translated fields."""
    ROWS = ()
    """Rows of the main fieldset."""
    FOLDED = ("order",)
    """Fields collapsed together with the translations."""

    def get_fieldsets(self, request, obj=None):
        fieldsets = [(None, {"fields": self.ROWS})]
        if self.PROSE:
            names = [tuple(f"{name}_{code}" for name in self.PROSE) for code in TRANSLATIONS]
            folded = {"fields": [*names, self.FOLDED], "classes": ["collapse"]}
            fieldsets.append((_("Translations and more"), folded))
        return fieldsets


class AliasInline(KnownChoices, admin.TabularInline):
    model = models.Alias
    form = PartForm
    formset = PagedPartFormSet
    extra = 0
    fields = ("text", "basis", "note")


class ProvisionInline(PartInline):
    model = models.Provision
    PROSE = ("text",)
    ROWS = ("text_en", "topic")
    autocomplete_fields = ("topic",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("topic")


class FigureInline(PartInline):
    model = models.Figure
    PROSE = ("unit",)
    ROWS = (("qualifier", "value", "unit_en"),)

    def get_extra(self, request, obj=None, **kwargs):
        passage = None if obj else initial_passage(request)
        return len(initial_figures(passage)) if passage else self.extra


class OtherClaimInline(PartInline):
    """Values that other sources state, and why the register does not use them."""

    model = models.OtherClaim
    PROSE = ("text", "reason")
    ROWS = (("field", "text_en"), "reason_en")
    FOLDED = ("order", "decided_by", "decided_at")
    readonly_fields = ("decided_by", "decided_at")

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "field":
            names = (*self.parent_model.CLAIMS, "figures")
            kwargs["choices"] = [("", "---------"), *((name, LABELS[name]) for name in names)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class StatementInline(PartInline):
    model = models.Statement
    PROSE = ("speaker", "text")
    ROWS = ("text_en", "speaker_en")


class DocumentInline(FileDescriptionMixin, PartInline):
    model = models.Document
    form = DocumentForm
    PROSE = ("title",)
    ROWS = (("title_en", "file", "language"), "description")
    readonly_fields = ("description",)
    formfield_overrides = KnownChoices.formfield_overrides | {FileField: {"widget": FileInput}}
