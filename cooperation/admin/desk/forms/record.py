"""The form of a record, with the reasons of empty values."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.forms.base import OpenedForm, require_note
from cooperation.admin.desk.forms.skip_unchanged import ChangedConstraintsForm
from cooperation.changes.addresses import check_free, free_slug
from cooperation.changes.consequences.redirects import is_merged
from cooperation.domain.basis import FOR_GAPS, NOT_CHECKED
from cooperation.domain.claims import claim_columns
from cooperation.formats.manuscripts.file_types import MOST_CHARACTERS
from cooperation.models.article import BODY_COLUMNS
from cooperation.models.text_fields import LineFormField
from cooperation.snapshots.capture import capture
from cooperation.sourcing.gaps import gap_reasons
from cooperation.sourcing.passages import evidence_lost_by

GAP_CHOICES = [("", NOT_CHECKED), *((basis.value, basis.label) for basis in FOR_GAPS)]


class RecordForm(ChangedConstraintsForm, OpenedForm):
    """Makes a missing address from the title, and checks the reasons of empty values.

    ``GAPS`` are the claims with a field ``gap_<claim>``; ``record_form`` adds these fields.
    """

    GAPS = ()
    CONTROL_FIELDS = ("opened", "change_note", "is_major", "still_right")
    """Fields about the saving that are not values of the record."""
    may_publish = False
    """Whether the editor may publish; set by the admin."""
    reasons = None
    """{claim: basis} of the empty values with a reason, if already loaded."""

    still_right = forms.MultipleChoiceField(
        label=_("still right"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick each translation that fits the changed original as it is."),
    )
    change_note = LineFormField(
        label=_("why"),
        max_length=300,
        required=False,
        help_text=_("Kept in the history. Readers see it with a major change."),
    )
    is_major = forms.BooleanField(
        label=_("major change"),
        required=False,
        help_text=_("Readers should notice this change. Say why."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields and self.instance.was_public:
            self.fields["slug"].help_text = _(
                "If you change it, the old address redirects to the new one."
            )
        self.fields["still_right"].choices = outdated_choices(self.instance)
        reasons = gap_reasons(self.instance) if self.reasons is None else self.reasons
        for claim in self.GAPS:
            self.initial[f"gap_{claim}"] = reasons.get(claim, "")

    def clean_slug(self):
        kind, slug, own = self._meta.model.KIND, self.cleaned_data["slug"], self.instance.pk
        if not slug:
            return free_slug(kind, self.data.get(self.add_prefix("title_en"), ""), own)
        if slug != self.instance.slug:
            check_free(kind, slug, own)
            if is_merged(self.instance):
                raise ValidationError(
                    _(
                        "This record was merged into another, to which its address leads. "
                        "Publish it again before you change the address."
                    )
                )
        return slug

    def capture(self):
        return capture(self.instance)

    def clean(self):
        cleaned = super().clean()
        require_note(self, "change_note")
        for claim in self.GAPS:
            reason = cleaned.get(f"gap_{claim}")
            if reason and self._has_value(claim):
                self.add_error(
                    f"gap_{claim}",
                    ValidationError(
                        _(
                            "“%(claim)s” has a value and also the reason “%(reason)s”. "
                            "Empty the value, or choose “%(none)s”."
                        ),
                        params={
                            "claim": self._meta.model.claim_label(claim),
                            "reason": dict(GAP_CHOICES)[reason],
                            "none": NOT_CHECKED,
                        },
                    ),
                )
        return cleaned

    def _has_value(self, claim):
        return any(map(self.cleaned_data.get, claim_columns(claim)))

    @property
    def why(self):
        """{note, is_major} of the revision."""
        return {
            "note": self.cleaned_data.get("change_note", ""),
            "is_major": bool(self.cleaned_data.get("is_major")),
        }


def outdated_choices(record):
    """Return choices of the outdated translations of a record."""
    if not record.pk:
        return []
    return [
        (
            str(row.pk),
            _("%(text)s, made from “%(original)s”")
            % {"text": row, "original": Truncator(strip_tags(row.original)).chars(120)},
        )
        for row in record.outdated_translations.all()
    ]


class ArticleForm(RecordForm):
    """Asks for confirmation if evidence quotes words that the changed text lacks."""

    accept_orphans = forms.BooleanField(
        label=_("save anyway"),
        required=False,
        help_text=_("The values named above then show that their source has changed."),
    )

    def clean(self):
        cleaned = super().clean()
        for name in BODY_COLUMNS:
            number = len(cleaned.get(name) or "")
            if number > MOST_CHARACTERS:
                text = _(
                    "This text has %(number)d characters. Save at most %(limit)d: divide it into "
                    "several articles."
                )
                params = {"number": number, "limit": MOST_CHARACTERS}
                self.add_error(name, ValidationError(text, params=params))
        return cleaned

    def _post_clean(self):
        """Find lost quotes once the instance has the typed text."""
        super()._post_clean()
        if not self.instance.pk:
            return
        lost = evidence_lost_by(self.instance)
        is_accepted = self.cleaned_data.get("accept_orphans")
        if is_accepted and not self.may_publish:
            lost = [evidence for evidence in lost if evidence.record.is_published]
            is_accepted = not lost  # authors may not affect published records
        for evidence in [] if is_accepted else lost:
            self.add_error(
                "accept_orphans",
                ValidationError(
                    _(
                        "“%(record)s” quotes words that are no longer in this text (%(claim)s): "
                        "“%(quote)s” Put them back, or tick “save anyway”."
                    ),
                    params={
                        "record": evidence.record,
                        "claim": evidence.claim_text,
                        "quote": evidence.quote,
                    },
                ),
            )


def record_form(model, gaps, base=RecordForm):
    """Return a form class with a field for the reason of each claim in ``gaps``."""
    fields = {
        f"gap_{claim}": forms.ChoiceField(
            label=_("Why is “%(claim)s” empty?") % {"claim": model.claim_label(claim)},
            choices=GAP_CHOICES,
            required=False,
        )
        for claim in gaps
    }
    return type(f"{model.__name__}Form", (base,), {"GAPS": tuple(gaps), **fields})
