"""Handles one request for the form of a record: shows it, or saves what was typed.

The form carries a signed snapshot of the record as it was opened (the base version).
``changes.save`` merges the typed snapshot with changes that others have saved since, or raises
EditConflict with the questions that the editor must answer.
"""

from copy import copy

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.editing.base import FormEditing
from cooperation.admin.desk.editing.reopening import (
    RECREATE,
    REOPEN,
    RESTORE_ERRORS,
    Reopening,
    copy_rows,
    load_rows,
    with_posted,
)
from cooperation.admin.desk.editing.sending_again import (
    SendingAgain,
    with_files_sent_before,
)
from cooperation.admin.desk.editing.session import EditSession
from cooperation.admin.desk.forms.kept_typing import mark_typing_saved
from cooperation.admin.desk.forms.seal import unseal
from cooperation.admin.desk.pages import presence
from cooperation.admin.desk.publication import (
    REPUBLISHED,
    refusal_text,
    report_save,
    report_unusable_draft,
    report_withdrawn,
)
from cooperation.admin_site.sent_form import ALREADY_SAVED, Sending
from cooperation.changes import drafts, rights
from cooperation.changes.errors import EditConflict, NotApproved, Outdated, Refused
from cooperation.changes.rolled_back import applied_state
from cooperation.changes.save import Edit, save, save_and_withdraw
from cooperation.changes.state import lock, state_of, state_of_locked
from cooperation.changes.why import Why
from cooperation.models import Record
from cooperation.snapshots.compare import diff
from cooperation.snapshots.names import names_of
from cooperation.snapshots.rows import content, with_state


class RecordEditing(SendingAgain, Reopening, FormEditing):
    """One request for the form of a record, or for an empty form."""

    SESSION = EditSession

    def respond(self):
        response = self._dispatch()
        self._record_presence(response)
        return response

    def _dispatch(self):
        if self.request.method != "POST":
            return self._show()
        if self.object_id is None:
            with transaction.atomic():
                return self._add()
        if REOPEN in self.request.POST:
            return self._reopen()
        if RECREATE in self.request.POST:
            return self._recreate()
        return self._save()

    def _is_asked_and_allowed(self, action):
        return action in self.request.POST and rights.may_publish(self.request.user)

    # Showing

    def _show(self):
        if self.object_id is None:
            return self._django_view()
        record = self.admin.get_object(self.request, self.object_id)
        if record is None or not drafts.draft_of(record):
            return self._django_view()
        self._set_state(record)
        state = self.session.state
        self._warn_about_lost_rows(state.rebased)
        self.session.is_for_draft = True
        try:
            return self._respond_on(state.present, self._django_view)
        except RESTORE_ERRORS:
            report_unusable_draft(self.admin, self.request, record)
            return redirect(self.admin.address_of("draft", record))

    def _set_state(self, record):
        self.session.record, self.session.state = record, state_of(record)

    def _respond_on(self, snapshot, answer):
        """Return the response of ``answer``, made while the database holds ``snapshot``.

        It is rendered after the rollback, so that rendering keeps nobody from saving.
        """
        session, record = self.session, self.session.record
        try:
            with applied_state(session.state, snapshot) as rows:
                session.record = None
                session.record = self.admin.get_object(self.request, str(record.pk))
                session.rows, session.shown = copy_rows(rows, session.record), snapshot
                return load_rows(answer())
        finally:
            session.record = record

    def _warn_about_lost_rows(self, in_use):
        if in_use.left_out:
            whole = [*in_use.snapshot, *in_use.left_out]
            sections = diff(in_use.snapshot, whole, names_of(whole))
            rows = [row.heading for section in sections for row in section.rows]
            text = _("The draft cannot keep this, because what it names was deleted: %(rows)s.")
            self._message(text % {"rows": "; ".join(rows)}, messages.WARNING)

    def _message(self, text, level=messages.INFO):
        self.admin.message_user(self.request, text, level)

    # Saving

    def _add(self):
        sending = self.session.sending = Sending(self.request, by_words=True)
        if record := self._made_before():
            return self._add_again(record)
        response = self._read_form()
        if self.session.wanted is None:
            sending.release()
            return response
        try:
            saved = self._call_save(Edit(self.session.wanted), self._why())
        except Refused as refusal:
            sending.release()
            return self._redisplay(refusal)
        self._keep_sending(saved, self.session.wanted)
        record = saved.record.as_kind()
        self.admin.log_addition(self.request, record, self.session.message)
        report_save(self.admin, self.request, saved, self._is_asked_and_allowed("_publish"))
        return mark_typing_saved(self.request, self.admin.response_add(self.request, record))

    def _save(self):
        with transaction.atomic():
            lock(self.admin.key_of(self.object_id))
            record = self.admin.get_object(self.request, self.object_id)
            if record and self.admin.has_change_permission(self.request, record):
                return self._save_locked(record)
        return self._django_view() if record else self._offer_to_recreate()

    def _save_locked(self, record):
        self.session.state = state_of_locked(copy(record))  # the form changes its own instance
        self.session.record = record
        sending = self.session.sending = Sending(self.request)
        if sending.is_repeat:
            self._message(ALREADY_SAVED % record)
            return mark_typing_saved(
                self.request, self.admin.redirect_after_draft(self.request, record)
            )
        response = self._save_typed(record)
        sending.release()
        return response

    def _save_typed(self, record):
        if "merge" in self.request.POST:
            return self._save_edit(*self._merge_page.read_answers(self.request))
        opened = unseal(self.request.POST.get("opened"), "opened", record.pk)
        response = self._read(opened)
        if self.session.wanted is None:
            return response
        base = self.session.shown
        if opened:  # the status may have changed since
            base = with_state(base, status=opened[0]["fields"]["status"])
        wanted, before = self.session.wanted, self.session.sending.snapshot
        if before:
            wanted, base = with_files_sent_before(wanted, base, before), before
        still_right = self.session.form.cleaned_data["still_right"]
        edit = Edit(wanted, base, still_right=tuple(still_right))
        return self._save_edit(edit, self._why())

    def _read(self, opened):
        """Check the sent form against the version that it was opened with."""
        session, state = self.session, self.session.state
        publishes = self._is_asked_and_allowed("_publish") or self._is_asked_and_allowed(
            "_withdraw"
        )
        session.is_for_draft = not publishes and drafts.saves_to_draft(state.record, state.draft)
        base = opened or state.present
        if state.draft is None and content(base) == content(state.live):
            session.rows, session.shown = copy_rows(state.rows, state.record), state.live
            return self._read_form()
        base, _left_out = drafts.drop_unusable_rows(base, state.record, state.live)
        try:
            return self._respond_on(base, self._read_form)
        except RESTORE_ERRORS:  # the opened version cannot be restored
            session.rows, session.shown = copy_rows(state.rows, state.record), state.live
            return self._read_form(with_posted(self.request, opened=""))

    def _read_form(self, request=None):
        """Let Django check the form; sets ``session.wanted`` if valid, else returns the errors."""
        self.session.is_reading_form = True
        try:
            return self._django_view(request)
        finally:
            self.session.is_reading_form = False

    def _why(self):
        return Why(**self.session.form.why)

    def _save_edit(self, edit, why):
        """Save the edit, and return the response to its outcome."""
        try:
            saved = self._call_save(edit, why)
        except EditConflict as conflict:
            return self._merge_page.ask(self.request, conflict, why, edit)
        except Refused as refusal:
            if edit.answers:
                return self._merge_page.ask_again(self.request, refusal, why, edit)
            return self._redisplay(refusal)
        self._keep_sending(saved, edit.wanted)
        return self._report_and_redirect(saved, edit)

    def _call_save(self, edit, why):
        state, user = self.session.state, self.request.user
        if state and self._is_asked_and_allowed("_withdraw"):
            return save_and_withdraw(state, edit, user, why)
        if self._is_asked_and_allowed("_publish"):
            try:
                return save(state, edit, user, why, publish=True)
            except (NotApproved, Outdated) as refusal:
                self._message(str(refusal), messages.WARNING)
        return save(state, edit, user, why)

    def _report_and_redirect(self, saved, edit):
        """Write the log, add the messages, and redirect as the pressed button asks."""
        request, admin = self.request, self.admin
        record = admin.get_object(request, self.object_id)
        report_save(self.admin, self.request, saved, self._is_asked_and_allowed("_publish"))
        is_withdrawn = saved.record.status == Record.Status.WITHDRAWN
        if is_withdrawn and not self.session.was_withdrawn:
            report_withdrawn(admin, request, 1)
        if saved.draft or not saved.has_changed:
            if saved.draft:
                admin.log_change(request, record, _("Saved a draft."))
            return mark_typing_saved(request, admin.redirect_after_draft(request, record))
        had_draft = self.session.draft is not None
        message = _("Merged with what another editor had saved.") if edit.answers else None
        is_public = saved.record.status == Record.Status.PUBLISHED
        message = _("Published a draft.") if had_draft and is_public else message
        if self.session.was_withdrawn and is_public:
            message = REPUBLISHED
        admin.log_change(request, record, message or self.session.message)
        is_refused = self._is_asked_and_allowed("_publish") and not is_public
        redirect_to = admin.redirect_after_draft if is_refused else admin.response_change
        return mark_typing_saved(request, redirect_to(request, record))

    def _redisplay(self, refusal):
        """Show the form again with the typed values and the refusal."""
        self.session.wanted, self.session.refusal = None, refusal_text(refusal)
        if self.object_id is None:
            return self._read_form()
        opened = unseal(self.request.POST.get("opened"), "opened", self.session.record.pk)
        return self._read(opened)

    def _record_presence(self, response):
        """Record that the form is open or was left, outside the transaction that may roll back."""
        session, request = self.session, self.request
        is_left = request.method == "POST" and isinstance(response, HttpResponseRedirect)
        if self.object_id and is_left:
            presence.save_presence(request.user, self.object_id, presence.LEFT, True)
        elif session.present is not None:
            is_new = presence.own_presence(request, session.present) is None
            presence.save_presence(request.user, self.object_id, "away", is_new)
