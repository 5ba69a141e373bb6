"""The page “Draft and review” of a record: what is to go live, what others say of it, and when."""

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.admin.record_pages import RecordPages
from cooperation.changes import review
from cooperation.changes.going_live import Unresolved, publish_draft
from cooperation.models import Comment, Record
from cooperation.snapshots.compare import diff
from cooperation.snapshots.names import names_of
from cooperation.snapshots.references import Missing


class WhyForm(forms.Form):
    """Why something goes live, and whether readers should take note of it."""

    note = forms.CharField(label=_("why"), max_length=300, required=False)
    is_major = forms.BooleanField(label=_("major change"), required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_major") and not cleaned.get("note"):
            self.add_error("note", _("A major change needs a note: say why, for readers."))
        return cleaned


class ScheduleForm(WhyForm):
    """When a draft goes live, in the time of the site."""

    publish_at = forms.SplitDateTimeField(label=_("publish at"), widget=AdminSplitDateTime)

    def clean_publish_at(self):
        moment = self.cleaned_data["publish_at"]
        if moment <= timezone.now():
            when = f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
            text = _("%(when)s has passed. Type a later time, or press “Publish now”.")
            raise ValidationError(text, params={"when": when})
        return moment


class RejectForm(forms.Form):
    """What must change before a draft can go live."""

    reason = forms.CharField(
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
            label=_("about"), choices=[("", _("the whole record")), *claims], required=False
        )


FORMS = {"publish": WhyForm, "force": WhyForm, "schedule": ScheduleForm, "reject": RejectForm}


class ReviewViews(RecordPages):
    """Asks, approves, rejects, comments, schedules, publishes and discards."""

    def get_urls(self):
        name = f"cooperation_{self.opts.model_name}_draft"
        view = self.admin_site.admin_view(self.draft_view)
        return [path("<int:pk>/draft/", view, name=name), *super().get_urls()]

    def draft_view(self, request, pk):
        """Show the page; with POST, do what ``do`` says and return to the page."""
        record = self.viewable(request, pk)
        action = request.POST.get("do")
        if request.method != "POST":
            return self._page(request, record)
        with transaction.atomic():
            record = self._locked(request, str(pk))
            if record is None:
                raise Http404
            if not self.has_change_permission(request, record) or action not in self.ACTIONS:
                raise PermissionDenied
            self._check_right(request, action)
            form = self._form(request, record, action)
            if form is not None and not form.is_valid():
                return self._page(request, record, {action: form})
            answer = self.ACTIONS[action](self, request, record, form)
        return answer or redirect(self.address_of("draft", record))

    def _check_right(self, request, action):
        free = {"ask", "comment", "settle", "discard"}
        if action not in free and not self.has_publish_permission(request):
            raise PermissionDenied
        if action == "force" and not request.user.has_perm("cooperation.force_publish_record"):
            raise PermissionDenied

    def _form(self, request, record, action):
        if action == "comment":
            new = Comment(record_id=record.pk, author=request.user)
            kind = Record.model_of(record.kind)
            return CommentForm(request.POST, instance=new, kind=kind, prefix=action)
        return FORMS[action](request.POST, prefix=action) if action in FORMS else None

    def _page(self, request, record, bound=None):
        state = self.state_of(request, record)
        found = review.review_of(record)
        names = names_of(state.live, state.present)
        kind = Record.model_of(record.kind)
        why = {"note": state.draft.note, "is_major": state.draft.is_major} if state.draft else {}
        unbound = {name: form(prefix=name, initial=why) for name, form in FORMS.items()}
        unbound["comment"] = CommentForm(kind=kind, prefix="comment")
        comments = list(record.comments.listed())
        context = {
            "draft": state.draft,
            "is_new": record.status == Record.Status.DRAFT,
            "sections": diff(state.live, state.present, names) if state.draft else [],
            "has_questions": bool(state.questions),
            "review": found,
            "is_approved": review.is_approved(found, state.present),
            "is_own_work": request.user.pk in review.writers(record),
            "needs_approval": review.is_required(record),
            "digest": review.digest(state.present),
            "comments": comments,
            "forms": {**unbound, **(bound or {})},
            "may_change": self.has_change_permission(request, record),
            "may_publish": self.has_publish_permission(request),
            "may_force": request.user.has_perm("cooperation.force_publish_record"),
            "media": self.media + unbound["schedule"].media,
        }
        title = _("Draft and review: %s") % record
        return self.record_page(request, "admin/draft.html", record, title=title, **context)

    # What the buttons do

    def _ask(self, request, record, form):
        found = review.review_of(record)
        if review.is_approved(found, self.state_of(request, record).present):
            self.message_user(request, _("It is approved as it is; nobody needs to look again."))
            return
        review.ask(record, request.user)
        self.message_user(request, _("It waits for a review on the desk of everybody who may."))

    def _approve(self, request, record, form):
        state = self.state_of(request, record)
        if request.POST.get("digest") != review.digest(state.present):
            text = _("It has changed since you opened this page. Look at it again.")
            self.message_user(request, text, messages.WARNING)
            return
        try:
            review.approve(record, state.present, request.user)
        except review.OwnWork:
            text = _("You have worked on it yourself: somebody else must approve it.")
            self.message_user(request, text, messages.ERROR)
            return
        self.message_user(request, _("It is approved as it is now."), messages.SUCCESS)

    def _reject(self, request, record, form):
        review.reject(record, request.user, form.cleaned_data["reason"])
        self.message_user(request, _("It goes back to its writer, with your reason."))

    def _publish(self, request, record, form, **forced):
        try:
            with transaction.atomic():
                publish_draft(record.record, request.user, **form.cleaned_data, **forced)
        except review.NotApproved:
            self.tell_unapproved(request, [record])
        except Unresolved:
            text = _("The record has changed the same since. Press “Publish changes” in its form.")
            self.message_user(request, text, messages.WARNING)
        except (Missing, IntegrityError):
            self.tell_impossible(request, record)
        else:
            self.log_change(request, record, _("Published a draft."))
            self.message_user(request, _("It is published."), messages.SUCCESS)

    def _force(self, request, record, form):
        self._publish(request, record, form, is_forced=True)

    def _schedule(self, request, record, form):
        draft = self.state_of(request, record).draft
        if draft is None:
            text = _("There is no draft. Type the time into “publish not before” of the form.")
            self.message_user(request, text, messages.WARNING)
            return
        draft.publish_at, draft.scheduled_by = form.cleaned_data["publish_at"], request.user
        draft.note, draft.is_major = form.cleaned_data["note"], form.cleaned_data["is_major"]
        draft.problem = ""
        draft.save()

    def _unschedule(self, request, record, form):
        if draft := self.state_of(request, record).draft:
            draft.publish_at, draft.scheduled_by, draft.problem = None, None, ""
            draft.save()

    def _discard(self, request, record, form):
        draft = self.state_of(request, record).draft
        if draft is None:
            return None
        is_own = draft.saved_by_id == request.user.pk and not draft.publish_at
        if not is_own and not self.has_publish_permission(request):
            raise PermissionDenied
        if "confirmed" not in request.POST:
            state = self.state_of(request, record)
            sections = diff(state.live, state.present, names_of(state.live, state.present))
            title = _("Discard the draft: %s") % record
            context = {"title": title, "sections": sections}
            return self.record_page(request, "admin/discard.html", record, **context)
        draft.delete()
        review.forget([record])
        self.log_change(request, record, _("Discarded a draft."))
        text = _("The draft is discarded; the form shows the record as it is.")
        self.message_user(request, text)
        return redirect(self.address_of("change", record))

    def _comment(self, request, record, form):
        form.save()

    def _settle(self, request, record, form):
        record.comments.open().settle(request.POST.get("comment"), request.user)

    def _look_over(self, request, record, form):
        Record.objects.looked_over([record])
        self.message_user(request, _("It is looked over, and right as it is."))

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
        "look_over": _look_over,
    }
