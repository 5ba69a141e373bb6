"""Deciding which record the words of an article mean."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cooperation.changes import rights
from cooperation.changes.accept import decide_mention
from cooperation.models import Mention

OTHER_RECORD, NO_RECORD = "elsewhere", "nothing"


class MentionForm(forms.ModelForm):
    """Chooses a suggested record, another record, or none."""

    decision = forms.ChoiceField(label=_("these words mean"), widget=forms.RadioSelect)

    class Meta:
        model = Mention
        fields = ("record",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        suggested = self.instance.suggested if self.instance.pk else []
        self._records = {str(record.pk): record for record in suggested}
        if "decision" in self.fields:  # absent for users who may only view
            self.fields["decision"].choices = [
                *((key, f"{r.title} ({r.kind_label})") for key, r in self._records.items()),
                (OTHER_RECORD, _("another record, chosen below")),
                (NO_RECORD, _("no record")),
            ]
            self.fields["record"].label = _("another record")
            self.fields["record"].required = False
            self.initial |= {"decision": self._initial_decision(), "record": None}

    def _initial_decision(self):
        if self.instance.state == Mention.Certainty.REJECTED:
            return NO_RECORD
        if self.instance.record_id:
            return str(self.instance.record_id)
        return next(iter(self._records)) if len(self._records) == 1 else None

    def clean(self):
        cleaned = super().clean()
        decision = cleaned.get("decision")
        if decision == OTHER_RECORD and not cleaned.get("record"):
            self.add_error("record", ValidationError(_("Choose the record that these words mean.")))
        elif decision != OTHER_RECORD:
            cleaned["record"] = self._records.get(decision)
        return cleaned


@admin.register(Mention)
class MentionAdmin(admin.ModelAdmin):
    """Lists mentions, undecided ones first; each decision is final."""

    form = MentionForm
    fields = ("sentence", "article", "state", "decided", "decision", "record")
    readonly_fields = ("sentence", "article", "state", "decided")
    autocomplete_fields = ("record",)
    list_display = ("words", "sentence", "possible", "state", "decided")
    list_display_links = ("words",)
    list_filter = ("state",)
    list_per_page = 50
    search_fields = ("text", "passage__text")
    actions = ("confirm_selected", "reject_selected")

    def get_queryset(self, request):
        return super().get_queryset(request).with_details().pending_first()

    def has_change_permission(self, request, obj=None):
        is_refused = rights.against_deciding_mentions(request.user)
        return request.user.has_perm("cooperation.change_article") and not is_refused

    has_view_permission = has_change_permission

    def has_module_permission(self, request):
        return self.has_change_permission(request)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("words"), ordering="text")
    def words(self, mention):
        return mention.text

    @admin.display(description=_("sentence"))
    def sentence(self, mention):
        text, start, end = mention.passage.text, mention.start, mention.end
        return format_html("{}<mark>{}</mark>{}", text[:start], text[start:end], text[end:])

    @admin.display(description=_("article"))
    def article(self, mention):
        address = mention.passage.get_absolute_url()
        return format_html('<a href="{}">{}</a>', address, mention.passage.article)

    @admin.display(description=_("records"))
    def possible(self, mention):
        named = ((record.title, record.kind_label) for record in mention.suggested)
        return format_html_join("", "<div>{} ({})</div>", named)

    @admin.display(description=_("decided"), ordering="decided_at", empty_value="–")
    def decided(self, mention):
        if not mention.decided_at:
            return None
        day = timezone.localtime(mention.decided_at)
        return f"{day:%Y-%m-%d} {mention.decided_by or ''}".strip()

    def save_model(self, request, obj, form, change):
        decide_mention(obj, request.user, form.cleaned_data["record"])

    @admin.action(description=_("Confirm the only record suggested"), permissions=["change"])
    def confirm_selected(self, request, queryset):
        confirmed = [mention for mention in queryset if len(mention.suggested) == 1]
        for mention in confirmed:
            decide_mention(mention, request.user, mention.suggested[0])
        self._report_decided(request, len(confirmed))
        if open_ones := len(queryset) - len(confirmed):
            text = ngettext(
                "%d of them has no or several possible records: open it and choose.",
                "%d of them have no or several possible records: open each and choose.",
                open_ones,
            )
            self.message_user(request, text % open_ones, messages.WARNING)

    @admin.action(description=_("Reject: no record is meant"), permissions=["change"])
    def reject_selected(self, request, queryset):
        for mention in queryset:
            decide_mention(mention, request.user)
        self._report_decided(request, len(queryset))

    def _report_decided(self, request, number):
        text = ngettext("%d mention is decided.", "%d mentions are decided.", number)
        self.message_user(request, text % number, messages.SUCCESS)
