"""The parts of a record, edited on its form."""

from django import forms
from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cooperation import models
from cooperation.domain import verbs
from cooperation.domain.basis import FOR_VALUES
from cooperation.models.evidence import PARTS


class PartInline(admin.StackedInline):
    """One part below the other, each with its translations folded away."""

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
            names = [tuple(f"{name}_{code}" for name in self.PROSE) for code in ("ru", "uz")]
            folded = {"fields": [*names, self.FOLDED], "classes": ["collapse"]}
            fieldsets.append((_("Translations and more"), folded))
        return fieldsets


class AliasInline(admin.TabularInline):
    """Other names."""

    model = models.Alias
    extra = 0
    fields = ("text", "basis", "note")


class ProvisionInline(PartInline):
    """What an agreement covers."""

    model = models.Provision
    PROSE = ("text",)
    ROWS = ("text_en", "topic")
    autocomplete_fields = ("topic",)


class FigureInline(PartInline):
    """Counted things."""

    model = models.Figure
    PROSE = ("unit",)
    ROWS = (("qualifier", "value", "unit_en"),)


class StatementInline(PartInline):
    """What was said, and by whom."""

    model = models.Statement
    PROSE = ("speaker", "text")
    ROWS = ("text_en", "speaker_en")


class DocumentInline(PartInline):
    """Files for readers."""

    model = models.Document
    PROSE = ("title",)
    ROWS = (("title_en", "file", "language"),)


class VerbForm(forms.ModelForm):
    """Offers only the verbs that fit the kind of record, read from its side."""

    CHOICES = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "verb" in self.fields:
            self.fields["verb"].choices = [("", "---------"), *self.CHOICES]


class RelationInline(PartInline):
    """Relations that start from the record."""

    model = models.Relation
    fk_name = "subject"
    other = "object"
    verbose_name_plural = _("relations of this record to others")
    PROSE = ("role",)
    FOLDED = ("when", "order")
    classes = ("relations",)

    @cached_property
    def choices(self):
        return [(verb.key, verb.label) for verb in verbs.from_kind(self.parent_model.KIND)]

    @property
    def ROWS(self):
        return (("verb", self.other, "role_en"),)

    def get_autocomplete_fields(self, request):
        return (self.other,)

    def get_formset(self, request, obj=None, **kwargs):
        form = type("BoundVerbForm", (VerbForm,), {"CHOICES": self.choices})
        return super().get_formset(request, obj, **{"form": form, **kwargs})

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("subject", "object").in_order()


class InverseRelationInline(RelationInline):
    """Relations that lead to the record, read from its side."""

    fk_name = "object"
    other = "subject"
    verbose_name_plural = _("relations of others to this record")

    @cached_property
    def choices(self):
        return [(verb.key, verb.inverse) for verb in verbs.to_kind(self.parent_model.KIND)]


class EvidenceForm(forms.ModelForm):
    """Evidence with one choice of what it supports, in place of six fields."""

    supports = forms.ChoiceField(label=_("supports"))

    class Meta:
        model = models.Evidence
        fields = ("basis", "article", "quote", "note")

    def __init__(self, *args, supports=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["supports"].choices = supports
        self.fields["basis"].choices = [(basis.value, basis.label) for basis in FOR_VALUES]
        if not self.instance._state.adding:
            self.initial["supports"] = self._supported()

    def _supported(self):
        for name in PARTS:
            if key := getattr(self.instance, f"{name}_id"):
                return f"{name}:{key}"
        return f"field:{self.instance.field}"

    def _post_clean(self):
        name, _colon, key = self.cleaned_data.get("supports", "").partition(":")
        for part in PARTS:
            setattr(self.instance, f"{part}_id", key if part == name else None)
        self.instance.field = key if name == "field" else ""
        super()._post_clean()

    def _get_validation_exclusions(self):
        # Set above from “supports”, so the constraints on them can be checked.
        return super()._get_validation_exclusions() - {"field", *PARTS}


class EvidenceFormSet(BaseInlineFormSet):
    """Tells each form what there is to support: the record’s claims and its saved parts."""

    @cached_property
    def supports(self):
        record, model = self.instance, type(self.instance)
        groups = [
            (_("Values"), [(f"field:{claim}", model.claim_label(claim)) for claim in model.CLAIMS])
        ]
        if record.pk:
            relations = models.Relation.objects.of(record.pk).with_records().in_order()
            parts = {
                "relation": (_("Relations"), relations),
                "figure": (_("Figures"), record.figures.all()),
                "statement": (_("Statements"), record.statements.all()),
            }
            if model is models.Agreement:
                parts["provision"] = (_("What it covers"), record.provisions.all())
            groups += [
                (label, [(f"{name}:{part.pk}", str(part)) for part in rows])
                for name, (label, rows) in parts.items()
                if rows
            ]
        return [("", "---------"), *groups]

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"supports": self.supports}


class EvidenceInline(PartInline):
    """What the values and parts rest on."""

    model = models.Evidence
    fk_name = "record"
    form = EvidenceForm
    formset = EvidenceFormSet
    ROWS = (("supports", "basis", "article"), "quote", "note")
    autocomplete_fields = ("article",)
    classes = ("evidence",)
    verbose_name_plural = _("evidence: what each value rests on")

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .for_values()
            .select_related("article", "relation", "provision", "figure", "statement")
            .in_order()
        )
