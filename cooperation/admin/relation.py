"""Editing relations on the form of a record, from either end."""

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cooperation import models
from cooperation.admin.desk.forms.parts import PartForm, PartFormSet, PartInline
from cooperation.domain import verbs
from cooperation.models.record_queryset import is_public
from cooperation.models.relation import check_kinds

ENDS = ("subject", "object")


class VerbForm(PartForm):
    """Offers only the verbs that fit the kind of the record."""

    CHOICES = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "verb" in self.fields:
            self.fields["verb"].choices = [("", "---------"), *self.CHOICES]

    def clean(self):
        """Check that the verb fits both kinds, even if the record is not saved yet."""
        cleaned = super().clean()
        ends = {name: cleaned.get(name) or getattr(self, "record", None) for name in ENDS}
        if all(ends.values()) and not self.instance.subject_id:
            check_kinds(cleaned.get("verb"), ends["subject"], ends["object"])
        return cleaned


class RelationFormSet(PartFormSet):
    """Gives each form its record, and protects relations with public evidence.

    Without ``may_publish``, a relation for which a public record has evidence cannot change.
    """

    def __init__(self, *args, may_publish=False, **kwargs):
        self.may_publish = may_publish
        super().__init__(*args, **kwargs)

    def clean(self):
        super().clean()
        if not self.may_publish and any(map(self._changes_evidence, self.initial_forms)):
            raise ValidationError(
                _(
                    "A public record has evidence for one of these relations, so only somebody "
                    "who may publish can change or delete it. Leave it as it was."
                )
            )

    def _changes_evidence(self, form):
        is_changed = self._should_delete_form(form) or {"verb", *ENDS} & {*form.changed_data}
        return is_changed and form.instance.evidence.filter(is_public("record__")).exists()

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.record = self.instance
        return form

    def get_unique_error_message(self, unique_check):
        return gettext("Two rows hold the same relation to the same record. Keep one of them.")


class RelationInline(PartInline):
    """Relations with the record as subject."""

    model = models.Relation
    fk_name = "subject"
    other = "object"
    verbose_name_plural = _("relations of this record to others")
    PROSE = ("role",)
    FOLDED = ("when", "order")
    classes = ("relations",)

    @cached_property
    def choices(self):
        return [(verb.key, verb.label) for verb in verbs.verbs_from_kind(self.parent_model.KIND)]

    @property
    def ROWS(self):
        return (("verb", self.other, "role_en"),)

    def get_autocomplete_fields(self, request):
        return (self.other,)

    def get_formset(self, request, obj=None, **kwargs):
        form = type("BoundVerbForm", (VerbForm,), {"CHOICES": self.choices})
        kwargs["formset"] = RelationFormSet
        return super().get_formset(request, obj, **{"form": form, **kwargs})

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("subject", "object").in_order()


class InverseRelationInline(RelationInline):
    """Relations with the record as object."""

    fk_name = "object"
    other = "subject"
    verbose_name_plural = _("relations of others to this record")

    @cached_property
    def choices(self):
        return [(verb.key, verb.inverse) for verb in verbs.verbs_to_kind(self.parent_model.KIND)]
