"""Forms that carry the version they were opened with."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.forms.seal import seal, unseal


def require_note(form, name):
    """Add an error if the change is major and the field ``name`` of its note is empty."""
    if form.cleaned_data.get("is_major") and not form.cleaned_data.get(name):
        form.add_error(name, _("A major change needs a note: say why, for readers."))


class OpenedForm(forms.ModelForm):
    """Carries a signed snapshot of what it shows; invalid without it."""

    shown = None
    """The snapshot of what the form shows, if already known."""
    refusal = ""
    """Why saving failed; set by the admin."""
    lost_base_version = False
    """Whether the form was sent without the version it was opened with."""

    opened = forms.CharField(label="", required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._set_base_version()

    def capture(self):
        """Return the snapshot of the instance in the database."""
        raise NotImplementedError

    def seal_key(self):
        """Return the key that the signature is bound to."""
        return self.instance.pk

    def _set_base_version(self):
        if self.instance._state.adding:
            return
        name, key = self.add_prefix("opened"), self.seal_key()
        sent = self.data.get(name) if self.is_bound else None
        self.lost_base_version = self.is_bound and unseal(sent, "opened", key) is None
        self.initial["opened"] = sent or ""
        if not self.is_bound or self.lost_base_version:
            self.shown = self.shown or self.capture()
            self.initial["opened"] = seal(self.shown, "opened", key)
        if self.lost_base_version:
            self.data = self.data.copy()
            self.data[name] = self.initial["opened"]

    def clean(self):
        cleaned = super().clean()
        if self.lost_base_version:
            self.add_error(
                None,
                _(
                    "This form was sent without the version that you opened, so changes by others "
                    "cannot be found. Compare it with the record in another window, then save "
                    "again."
                ),
            )
        if self.refusal:
            self.add_error(None, self.refusal)
        return cleaned
