"""The page “Draft and review” of a record: its changes, comments, review and schedule."""

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cooperation.admin.desk.forms.base import require_note
from cooperation.admin.desk.pages.base import DeskPages
from cooperation.admin.desk.publication import report_published, report_waiting
from cooperation.admin_site.sent_form import Sending
from cooperation.changes import approval, review, rights
from cooperation.changes.comments import add_comment, mark_checked, resolve_comment
from cooperation.changes.drafts import draft_of
from cooperation.changes.errors import NotAllowed, Refused
from cooperation.changes.publish import publish
from cooperation.changes.restore import discard
from cooperation.changes.schedule import schedule, unschedule
from cooperation.changes.state import locked_state, state_of
from cooperation.changes.why import Why
from cooperation.domain.dates.moments import local_minute
from cooperation.models import Comment, Record
from cooperation.models.text_fields import LineFormField, ProseFormField
from cooperation.snapshots.compare import diff
from cooperation.snapshots.names import names_of


class WhyForm(forms.Form):
    """Asks for the reason of a change, and whether it is major."""

    note = LineFormField(label=_("why"), max_length=300, required=False)
    is_major = forms.BooleanField(label=_("major change"), required=False)

    def clean(self):
        super().clean()
        require_note(self, "note")


class ScheduleForm(WhyForm):
    """Asks when to publish a draft, in the time zone of the site."""

    publish_at = forms.SplitDateTimeField(label=_("publish at"), widget=AdminSplitDateTime)

    def clean_publish_at(self):
        moment = self.cleaned_data["publish_at"]
        if moment <= timezone.now():
            text = _("%(when)s has passed. Type a later time, or press “Publish now”.")
            raise ValidationError(text, params={"when": local_minute(moment)})
        return moment


class RejectForm(forms.Form):
    reason = ProseFormField(
        label=_("reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        error_messages={"required": _("Say what must change, so that the writer can do it.")},
    )


class CommentForm(forms.ModelForm):
    """A comment on a record as a whole, or on one of its values."""

    class Meta:
        model = Comment
        fields = ("field", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})}

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        claims = [(name, kind.claim_label(name)) for name in kind.CLAIMS]
        self.fields["field"] = forms.ChoiceField(
            label=pgettext_lazy("comment", "about"),
            choices=[("", _("the whole record")), *claims],
            required=False,
        )


ACTION_FORMS = {
    "publish": WhyForm,
    "force": WhyForm,
    "schedule": ScheduleForm,
    "reject": RejectForm,
}


class ReviewPages(DeskPages):
    """Shows the page and handles its buttons; see ACTIONS."""

    PAGES = {"draft": ("<int:pk>/draft/", "draft_view")}

    def draft_view(self, request, pk):
        """Show the page; with POST, run the action named by ``do`` and redirect back."""
        record = self.get_viewable(request, pk)
        if request.method != "POST":
            return self._page(request, record)
        action = request.POST.get("do")
        if not self.admin.has_change_permission(request, record) or action not in self.ACTIONS:
            raise PermissionDenied
        form = self._form(request, record, action)
        if form is not None and not form.is_valid():
            return self._page(request, record, {action: form})
        try:
            answer = self.ACTIONS[action](self, request, record, form)
        except Refused as refusal:
            self.notify(request, str(refusal), messages.WARNING)
            page = self._page(request, record, {action: form} if form else None)
            page.status_code = 403 if isinstance(refusal, NotAllowed) else 200
            return page
        return answer or redirect(self.address_of("draft", record))

    def _form(self, request, record, action):
        if action == "comment":
            new = Comment(record_id=record.pk, author=request.user)
            kind = Record.model_of(record.kind)
            return CommentForm(request.POST, instance=new, kind=kind, prefix=action)
        return ACTION_FORMS[action](request.POST, prefix=action) if action in ACTION_FORMS else None

    def _page(self, request, record, bound=None):
        state = state_of(record.record)
        found = approval.review_of(record)
        names = names_of(state.live, state.present)
        kind = Record.model_of(record.kind)
        why = {"note": state.draft.note, "is_major": state.draft.is_major} if state.draft else {}
        unbound = {name: form(prefix=name, initial=why) for name, form in ACTION_FORMS.items()}
        unbound["comment"] = CommentForm(kind=kind, prefix="comment")
        user, comments = request.user, list(record.comments.listed())
        context = {
            "draft": state.draft,
            "is_new": record.status == Record.Status.DRAFT,
            "sections": diff(state.live, state.present, names) if state.draft else [],
            "has_questions": bool(state.questions),
            "review": found,
            "is_approved": approval.is_approved(found, state.present),
            "is_own_work": user.pk in approval.writers(record),
            "needs_approval": record.kind in state.reviewed_kinds,
            "digest": approval.digest(state.present),
            "comments": comments,
            "forms": {**unbound, **(bound or {})},
            "may_change": self.admin.has_change_permission(request, record),
            "may_publish": rights.may_publish(user),
            "may_force": not rights.against_forcing(user),
            "publish_refusal": rights.against_publishing(
                user, record, state.present, state.reviewed_kinds
            ),
            "discard_refusal": state.draft and rights.against_discarding(user, state.draft),
            "media": self.admin.media + unbound["schedule"].media,
        }
        title = _("Draft and review: %s") % record
        return self.record_page(request, "admin/draft.html", record, title=title, **context)

    # Actions

    def _ask(self, request, record, form):
        if approval.is_approved(approval.review_of(record), state_of(record.record).present):
            text = _("This version is already approved.")
        else:
            review.ask(record, request.user)
            text = _("Review requested. Everybody who may approve it sees it on their desk.")
        self.notify(request, text, messages.INFO)

    def _approve(self, request, record, form):
        rights.check(rights.against_reviewing(request.user))
        with transaction.atomic():
            state = locked_state(record.record)
            if request.POST.get("digest") != approval.digest(state.present):
                text = _("It has changed since you opened this page. Look at it again.")
                self.notify(request, text, messages.WARNING)
                return
            review.approve(record, state.present, request.user)
        self.notify(request, _("Approved."), messages.SUCCESS)

    def _reject(self, request, record, form):
        review.reject(record, request.user, form.cleaned_data["reason"])
        self.notify(request, _("Returned to the author with your reason."), messages.INFO)

    def _publish(self, request, record, form, **forced):
        had_draft = draft_of(record) is not None
        saved = publish(record.record, request.user, why=Why(**form.cleaned_data, **forced))
        if not saved.has_changed:
            self.notify(request, _("Nothing waits to be published."), messages.INFO)
            return
        message = _("Published a draft.") if had_draft else _("Published.")
        self.admin.log_change(request, record, message)
        report_published(self.admin, request, saved.record)
        report_waiting(self.admin, request, saved)

    def _force(self, request, record, form):
        self._publish(request, record, form, is_forced=True)

    def _schedule(self, request, record, form):
        typed = form.cleaned_data
        why = Why(typed["note"], typed["is_major"])
        schedule(record.record, typed["publish_at"], request.user, why)

    def _unschedule(self, request, record, form):
        unschedule(record.record, request.user)

    def _discard(self, request, record, form):
        state = state_of(record.record)
        if state.draft is None:
            return None
        rights.check(rights.against_discarding(request.user, state.draft))
        if "confirmed" not in request.POST:
            sections = diff(state.live, state.present, names_of(state.live, state.present))
            title = _("Discard the draft: %s") % record
            context = {"title": title, "sections": sections}
            return self.record_page(request, "admin/discard.html", record, **context)
        discard(record.record, request.user)
        self.admin.log_change(request, record, _("Discarded a draft."))
        text = _("The draft is discarded; the form shows the record as it is.")
        self.notify(request, text, messages.INFO)
        return redirect(self.address_of("change", record))

    def _comment(self, request, record, form):
        with transaction.atomic():
            sending = Sending(request, by_words=True)
            if sending.is_repeat:
                text = _("This comment is there already: it was not added twice.")
                self.notify(request, text, messages.INFO)
            else:
                sending.keep(add_comment(form.save(commit=False)).pk)

    def _settle(self, request, record, form):
        resolve_comment(record, request.POST.get("comment"), request.user)

    def _mark_checked(self, request, record, form):
        mark_checked([record], request.user)
        self.notify(request, _("Marked as checked."), messages.INFO)

    ACTIONS = {
        "ask": _ask,
        "approve": _approve,
        "reject": _reject,
        "publish": _publish,
        "force": _force,
        "schedule": _schedule,
        "unschedule": _unschedule,
        "discard": _discard,
        "comment": _comment,
        "settle": _settle,
        "mark_checked": _mark_checked,
    }
