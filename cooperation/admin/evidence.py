"""Editing evidence on the form of a record."""

from collections import defaultdict

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from cooperation import models
from cooperation.admin.desk.forms.fields import PreloadedAutocompleteMultiple
from cooperation.admin.desk.forms.from_sentence import initial_evidence, initial_passage
from cooperation.admin.desk.forms.paging import requested_page, rows_of_page
from cooperation.admin.desk.forms.parts import PartForm, PartFormSet, PartInline
from cooperation.admin.desk.read_only import ReadOnly
from cooperation.domain.basis import FOR_VALUES, Basis
from cooperation.models.evidence import PARTS

RELATIONS = ("relations_as_subject", "relations_as_object")
"""Accessors of a record’s relations, as subject and as object."""

LONGEST_LABEL = 100
"""Characters of a label in the list of choices."""


def _choice(name, part):
    return f"{name}:{part.pk}", Truncator(str(part)).chars(LONGEST_LABEL)


def _choice_keys(choices):
    """Return the keys of choices, including grouped ones."""
    groups = (rows if isinstance(rows, list) else [(key, rows)] for key, rows in choices)
    return {key for group in groups for key, _label in group}


class PremisesField(forms.ModelMultipleChoiceField):
    """Other evidence, labelled by its quote."""

    def label_from_instance(self, evidence):
        return evidence.quote


class EvidenceForm(PartForm):
    """Edits evidence; one choice of what it supports replaces six fields."""

    supports = forms.ChoiceField(label=_("supports"))
    premises = PremisesField(
        label=_("premises"),
        queryset=models.Evidence.objects.exclude(quote=""),
        required=False,
        widget=PreloadedAutocompleteMultiple(
            models.Premise._meta.get_field("evidence"), admin.site
        ),
        help_text=_("What an inference follows from: other evidence, found by its words."),
    )

    class Meta:
        model = models.Evidence
        fields = ("basis", "article", "quote", "note")

    def __init__(self, *args, supports, premises, quotes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["supports"].choices = lambda: self._choices_with_chosen(supports)
        self.fields["basis"].choices = [(basis.value, basis.label) for basis in FOR_VALUES]
        if not self.instance._state.adding:
            self.initial["supports"] = self._supported()
            self.initial["premises"] = premises()[self.instance.pk]
            self.fields["premises"].widget.labels = quotes()

    def _supported(self):
        for name in PARTS:
            if key := getattr(self.instance, f"{name}_id"):
                return f"{name}:{key}"
        return f"field:{self.instance.field}"

    def _choices_with_chosen(self, supports):
        """Return the choices; add the chosen part if it is on another page of the form."""
        choices = supports() if callable(supports) else list(supports)
        name = self.initial.get("supports", "").partition(":")[0]
        if name not in PARTS or self.initial["supports"] in _choice_keys(choices):
            return choices
        part = getattr(self.instance, name)
        return choices if part is None else [*choices, _choice(name, part)]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("premises") and cleaned.get("basis") != Basis.INFERRED:
            self.add_error(
                "premises",
                _("Only an inference has premises. Choose the basis “inferred”, or remove them."),
            )
        return cleaned

    def clean_supports(self):
        supports = self.cleaned_data["supports"]
        key = supports.partition(":")[2]
        for name in self.data:
            row = name.removesuffix("-DELETE")
            if row != name and self.data.get(f"{row}-id") == key:
                raise ValidationError(
                    _("What this evidence supports is being deleted. Choose something else.")
                )
        return supports

    def _post_clean(self):
        name, _colon, key = self.cleaned_data.get("supports", "").partition(":")
        for part in PARTS:
            setattr(self.instance, f"{part}_id", key if part == name else None)
        self.instance.field = key if name == "field" else ""
        super()._post_clean()

    def _get_validation_exclusions(self):
        # _post_clean sets these from “supports”, so their constraints can be checked.
        return super()._get_validation_exclusions() - {"field", *PARTS}


class EvidenceFormSet(PartFormSet):
    """Gives each form the choices of what it supports: the record’s claims and saved parts.

    ``premises`` are the Premise rows of the record, if already loaded.
    """

    def __init__(self, *args, premises=None, **kwargs):
        self._preloaded_premises = premises
        super().__init__(*args, **kwargs)

    def is_shown(self, row):
        return super().is_shown(row) and row.basis in FOR_VALUES

    @cached_property
    def premises(self):
        """{inference key: [keys of its premises]} of the rows shown."""
        rows, found = self._preloaded_premises, defaultdict(list)
        if rows is None:
            rows = models.Premise.objects.filter(
                inference__in=[row.pk for row in self.get_queryset()]
            )
        for row in rows:
            if row.evidence_id:
                found[row.inference_id].append(row.evidence_id)
        return found

    @cached_property
    def quotes(self):
        """{key as text: quote} of the premises of the rows shown."""
        keys = {key for premises in self.premises.values() for key in premises}
        found = models.Evidence.objects.filter(pk__in=keys) if keys else ()
        return {str(evidence.pk): evidence.quote for evidence in found}

    def load_rows(self):
        return super().load_rows(), self.supports

    @cached_property
    def supports(self):
        record, model = self.instance, type(self.instance)
        groups = [
            (_("Values"), [(f"field:{claim}", model.claim_label(claim)) for claim in model.CLAIMS])
        ]
        if record.pk:
            parts = [
                ("relation", _("Relations"), RELATIONS),
                ("figure", _("Figures"), ("figures",)),
                ("statement", _("Statements"), ("statements",)),
                ("other_claim", _("Other claims"), ("other_claims",)),
            ]
            if model is models.Agreement:
                parts.append(("provision", _("What it covers"), ("provisions",)))
            groups += [
                (label, [_choice(name, part) for part in rows])
                for name, label, accessors in parts
                if (rows := self._parts_shown(accessors))
            ]
        return [("", "---------"), *groups]

    def _parts_shown(self, accessors):
        """Return the parts that the form shows on its current pages."""
        if accessors != RELATIONS:
            [accessor] = accessors
            return rows_of_page(
                getattr(self.instance, accessor).all(), requested_page(self.query, accessor)
            )
        own = self.instance.pk
        found = list(models.Relation.objects.of(own).with_records().in_order())
        ends = zip(RELATIONS, ("subject_id", "object_id"), strict=True)
        shown = {
            part.pk: part
            for accessor, end in ends
            for part in rows_of_page(
                [each for each in found if getattr(each, end) == own],
                requested_page(self.query, accessor),
            )
        }
        return list(shown.values())

    def get_form_kwargs(self, index):
        # lazy: queried only for rows that are shown or changed
        own = {
            "supports": lambda: self.supports,
            "premises": lambda: self.premises,
            "quotes": lambda: self.quotes,
        }
        return super().get_form_kwargs(index) | own


class EvidenceInline(PartInline):
    model = models.Evidence
    fk_name = "record"
    form = EvidenceForm
    formset = EvidenceFormSet
    ROWS = (("supports", "basis", "article"), "quote", "note", "premises")
    autocomplete_fields = ("article",)
    classes = ("evidence",)
    verbose_name_plural = _("evidence: what each value rests on")

    def get_extra(self, request, obj=None, **kwargs):
        passage = initial_passage(request)
        return len(initial_evidence(self.parent_model, obj, passage)) if passage else self.extra

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .for_values()
            .select_related("article")
            .with_supported()
            .in_order()
        )


@admin.register(models.Evidence)
class AnyEvidenceAdmin(ReadOnly, admin.ModelAdmin):
    """Used only to search for premises; evidence is edited on the form of its record."""

    search_fields = ("quote", "note", "record__title_en")
    ordering = ("record__title_en", "id")
    fields = ("of_record", "supported", "basis", "article", "quote", "note")

    @admin.display(description=_("record"))
    def of_record(self, evidence):
        return evidence.record

    @admin.display(description=_("supports"))
    def supported(self, evidence):
        return evidence.claim_text

    def has_module_permission(self, request):
        return False
