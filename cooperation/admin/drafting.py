"""Where what an editor wants goes: into a draft beside what the public reads, or in its place."""

from typing import NamedTuple

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.admin.kept_typing import tell_saved
from cooperation.changes import drafts, history, review
from cooperation.changes.going_live import replace, settle
from cooperation.models import Draft, Record
from cooperation.snapshots.apply import apply_to_held
from cooperation.snapshots.capture import held
from cooperation.snapshots.compare import diff
from cooperation.snapshots.names import names_of
from cooperation.snapshots.references import Missing
from cooperation.snapshots.rows import with_state


class State(NamedTuple):
    """A record as it stands while a form of it is open or comes back.

    ``live`` is its snapshot and ``rows`` its parts, as ``held`` reads them; ``draft`` is its Draft
    and ``in_use`` that as it can be published today, both None without one.
    """

    record: Record
    live: list
    rows: dict
    draft: Draft | None
    in_use: drafts.InUse | None

    @property
    def present(self):
        """The snapshot that editors see in the form."""
        return self.in_use.snapshot if self.draft else self.live

    @property
    def questions(self):
        return self.in_use.questions if self.draft else []


def is_for_draft(request):
    """Whether a form that was sent is saved as a draft: then nothing public changes."""
    return getattr(request, "is_for_draft", False)


class DraftingViews:
    """Opens the draft of a record in its form, and saves what comes back."""

    def state_of(self, request, record):
        """Return the State of a record, and keep its draft for the form to tell of."""
        live, rows = held(record, is_fresh=True)
        draft = drafts.draft_of(record) if getattr(record, "has_draft", True) else None
        in_use = drafts.in_use(draft, live, record) if draft else None
        request.draft = draft
        state = State(record, live, rows, draft, in_use)
        request.is_for_draft = request.method == "POST" and self.is_to_be_draft(request, state)
        return state

    def is_to_be_draft(self, request, state):
        """Whether what is saved goes into a draft; otherwise it goes into the record itself."""
        moves = "_publish" in request.POST or "_withdraw" in request.POST
        if moves and self.has_publish_permission(request):
            return False
        return drafts.goes_beside(state.record, state.draft)

    def goes_beside(self, request, state):
        """Whether it must be known as a whole what an editor wants before anything is saved."""
        if self.is_to_be_draft(request, state) or state.questions:
            return True
        is_public = drafts.goes_beside(state.record, state.draft)
        return is_public and "_publish" in request.POST and review.is_required(state.record)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        arguments = (object_id, form_url, extra_context)
        is_opened = object_id is not None and request.method == "GET"
        record = self.get_object(request, object_id) if is_opened else None
        request.draft = record and drafts.draft_of(record)
        if request.draft is None or getattr(request, "is_reopened", False):
            return super().changeform_view(request, *arguments)
        try:
            with transaction.atomic():
                state = self.state_of(request, record)
                self._tell_what_is_gone(request, state.in_use)
                whole = with_state(state.present, status=record.status)
                apply_to_held(whole, record, state.rows)
                request.shown = state.present
                response = super().changeform_view(request, *arguments)
                response.render()
                transaction.set_rollback(True)
        except (IntegrityError, Missing):
            self.tell_impossible(request, record)
            return redirect(self.address_of("draft", record))
        return response

    def tell_impossible(self, request, record):
        text = _(
            "The draft of “%s” breaks a rule of the register as it is now, so it can be neither "
            "opened nor published. See what it changes, and discard it."
        )
        self.message_user(request, text % record, messages.ERROR)

    def _tell_what_is_gone(self, request, in_use):
        if in_use.left_out:
            whole = [*in_use.snapshot, *in_use.left_out]
            sections = diff(in_use.snapshot, whole, names_of(whole))
            rows = [row.heading for section in sections for row in section.rows]
            text = _(
                "The draft cannot keep this, because what it leads to has been deleted: %(rows)s."
            )
            self.message_user(request, text % {"rows": "; ".join(rows)}, messages.WARNING)

    def save_now(self, request, state, arguments):
        """Save what was typed into the record itself; its draft, if it has one, goes along."""
        record = state.record
        request.before, request.held = state.live, state.rows
        if state.draft is None:
            request.held_record = record
            return self._changeform_view(request, *arguments)  # in the caller’s transaction
        request.is_saved = False
        history.keep_withdrawn(record, state.live)
        with transaction.atomic():
            whole = with_state(state.present, status=record.status)
            request.held = apply_to_held(whole, record, state.rows)
            response = self._changeform_view(request, *arguments)
            if request.is_saved:
                Draft.objects.filter(record=record.pk).delete()
                settle(record, state.live)
            else:
                response.render()
                transaction.set_rollback(True)
        return response

    def keep_draft(self, request, state, snapshot, why):
        """Save a snapshot as the draft of a record, and say so."""
        record = state.record
        was_scheduled = bool(state.draft and state.draft.publish_at)
        draft = drafts.keep(record, snapshot, request.user, state.live, state.draft, **why)
        if draft and was_scheduled and not draft.publish_at:
            text = _("It is off the schedule, since it has changed. Set its time again.")
            self.message_user(request, text, messages.WARNING)
        if draft:
            self.log_change(request, record, _("Saved a draft."))
            text = _("The draft of “%s” is saved. Readers see it once it is published.")
            self.message_user(request, text % record, messages.SUCCESS)
        else:
            text = _("“%s” is as readers see it; there is nothing to publish.")
            self.message_user(request, text % record)
        return tell_saved(request, self._where_next(request, record))

    def _where_next(self, request, record):
        """Return to where the pressed button leads, without Django’s words about a change."""
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, record)
        if "_continue" in request.POST or "_publish" in request.POST:
            return redirect(request.get_full_path())
        if "_addanother" in request.POST:
            return redirect(reverse(f"admin:cooperation_{self.opts.model_name}_add"))
        return self.response_post_save_change(request, record)

    def put_in_place(self, request, state, snapshot, why):
        """Put a snapshot in the place of the record; publish or withdraw it as asked.

        Where somebody else must have approved it and nobody has, it becomes a draft.
        """
        record, draft = state.record, state.draft
        is_seen = record.status == Record.Status.PUBLISHED and "_withdraw" not in request.POST
        is_to_be_seen = is_seen or "_publish" in request.POST
        is_refused = is_to_be_seen and not review.may_go_live(record, snapshot)
        if is_refused and drafts.goes_beside(record, draft):
            self.tell_unapproved(request, [record])
            return self.keep_draft(request, state, snapshot, why)
        replace(record, snapshot, state.live)
        Draft.objects.filter(record=record.pk).delete()
        act = history.Act.PUBLISHED if draft else history.Act.MERGED
        self.move_as_asked(request, record, {"before": state.live, **why}, act)
        merged = _("Merged with what another editor had saved.")
        self.log_change(request, record, _("Published a draft.") if draft else merged)
        return self.response_change(request, self.get_object(request, str(record.pk)))
