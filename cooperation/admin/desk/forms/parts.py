"""The parts of a record, edited on its form; relations and evidence have files of their own."""

from django import forms
from django.contrib import admin
from django.db.models import DecimalField
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from cooperation import models
from cooperation.admin.desk.forms.fields import NumberField, PlainLabels
from cooperation.admin.desk.forms.from_sentence import initial_figures, initial_passage
from cooperation.admin.desk.forms.paging import PagedFormSet
from cooperation.admin.desk.forms.skip_unchanged import PreloadedFormSet, SkipUnchangedForm
from cooperation.admin.document import DocumentForm
from cooperation.domain.claims import LABELS
from cooperation.domain.languages import TRANSLATIONS


class PartForm(SkipUnchangedForm, forms.ModelForm):
    """One part."""


class PagedPartFormSet(PagedFormSet, PreloadedFormSet, BaseInlineFormSet):
    """The rows of one sort of part."""

    def number_new_rows(self):
        """Give new rows their places; rows without an order have none."""


class PartFormSet(PagedPartFormSet):
    """Keeps new parts in the order in which they were typed, after those that were there."""

    def number_new_rows(self):
        """Give new rows their places, unless somebody typed one."""
        last = max((part.order for part in self.get_queryset()), default=0)
        for row in self.extra_forms:
            if row.has_changed() and row not in self.deleted_forms:
                if "order" not in row.changed_data:
                    row.instance.order = last + 1
                last = max(last, row.instance.order)


class PartInline(PlainLabels, admin.StackedInline):
    """One part below the other, each with its translations folded away."""

    form = PartForm
    formset = PartFormSet
    extra = 0
    PROSE = ()
    """Fields with a version in each language."""
    ROWS = ()
    """The rows of the form; ``_en`` fields are named in full."""
    FOLDED = ("order",)
    """What stands folded away with the translations."""

    def get_fieldsets(self, request, obj=None):
        fieldsets = [(None, {"fields": self.ROWS})]
        if self.PROSE:
            names = [tuple(f"{name}_{code}" for name in self.PROSE) for code in TRANSLATIONS]
            folded = {"fields": [*names, self.FOLDED], "classes": ["collapse"]}
            fieldsets.append((_("Translations and more"), folded))
        return fieldsets


class AliasInline(PlainLabels, admin.TabularInline):
    """Other names."""

    model = models.Alias
    form = PartForm
    formset = PagedPartFormSet
    extra = 0
    fields = ("text", "basis", "note")


class ProvisionInline(PartInline):
    """What an agreement covers."""

    model = models.Provision
    PROSE = ("text",)
    ROWS = ("text_en", "topic")
    autocomplete_fields = ("topic",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("topic")


class FigureInline(PartInline):
    """Counted things."""

    formfield_overrides = {DecimalField: {"form_class": NumberField}}
    model = models.Figure
    PROSE = ("unit",)
    ROWS = (("qualifier", "value", "unit_en"),)

    def get_extra(self, request, obj=None, **kwargs):
        passage = None if obj else initial_passage(request)
        return len(initial_figures(passage)) if passage else self.extra


class OtherClaimInline(PartInline):
    """What other sources say instead, and why the register keeps to its own."""

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
    """What was said, and by whom."""

    model = models.Statement
    PROSE = ("speaker", "text")
    ROWS = ("text_en", "speaker_en")


class DocumentInline(PartInline):
    """Files for readers."""

    model = models.Document
    form = DocumentForm
    PROSE = ("title",)
    ROWS = (("title_en", "file", "language"), "description")
    readonly_fields = ("description",)

    @admin.display(description=_("the file"), empty_value="–")
    def description(self, document):
        return document.description or None
