"""Answers one request for the form of a record: shows it, or hands what was typed to the door.

The form carries the record as it was opened. What was typed is a snapshot made from that; the door
merges it with what others have saved since, or says what only the editor can decide.
"""

from copy import copy

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.editing.reopening import (
    GONE,
    IMPOSSIBLE,
    REOPEN,
    Reopening,
    copies,
    with_typed,
)
from cooperation.admin.desk.editing.session import EditSession
from cooperation.admin.desk.forms.kept_typing import tell_saved
from cooperation.admin.desk.forms.seal import unseal
from cooperation.admin.desk.pages import presence
from cooperation.admin.desk.pages.merge_edits import MergePage, asked_again, asked_by_row
from cooperation.admin.desk.publication import (
    AGAIN,
    tell_impossible,
    tell_what_was_done,
    tell_withdrawn,
    told_of,
)
from cooperation.changes import drafts, rights
from cooperation.changes.errors import EditConflict, Invalid, NotApproved, Outdated, Refused
from cooperation.changes.save import Edit, save, save_and_withdraw
from cooperation.changes.staging import staged_state
from cooperation.changes.state import lock, state_of, state_of_locked
from cooperation.changes.why import Why
from cooperation.models import Record
from cooperation.snapshots.compare import diff
from cooperation.snapshots.names import names_of
from cooperation.snapshots.rows import content, with_state


class Editing(Reopening):
    """One visit to the form of one record, or to the empty form of its kind."""

    def __init__(self, admin, request, object_id, form_url, extra_context):
        self.session = EditSession()
        self.admin = copy(admin)
        self.admin.session = self.session
        self.request, self.object_id = request, object_id
        self.rest = form_url, extra_context

    def respond(self):
        response = self._answer()
        self._note_presence(response)
        return response

    def _answer(self):
        if self.request.method != "POST":
            return self._show()
        if self.object_id is None:
            with transaction.atomic():
                return self._add()
        if REOPEN in self.request.POST:
            return self._reopen()
        if GONE in self.request.POST:
            return self._make_again()
        return self._save()

    def _django(self, request=None):
        """Let Django make the form, and the page unless the form that was sent is valid."""
        return self.admin.plain_changeform_view(request or self.request, self.object_id, *self.rest)

    @staticmethod
    def _rendered(response):
        if hasattr(response, "render"):
            response.render()
        return response

    def _may(self, action):
        return action in self.request.POST and rights.may_publish(self.request.user)

    # Showing

    def _show(self):
        if self.object_id is None:
            return self._django()
        record = self.admin.get_object(self.request, self.object_id)
        if record is None or not drafts.draft_of(record):
            return self._django()
        self._take(record)
        state = self.session.state
        self._tell_what_is_gone(state.rebased)
        self.session.is_for_draft = True
        try:
            return self._on(state.present, self._django)
        except IMPOSSIBLE:
            tell_impossible(self.admin, self.request, record)
            return redirect(self.admin.address_of("draft", record))

    def _take(self, record):
        self.session.record, self.session.state = record, state_of(record)

    def _on(self, snapshot, answer):
        """Return an answer that is rendered while the database holds a snapshot of the record."""
        session, record = self.session, self.session.record
        try:
            with staged_state(session.state, snapshot) as rows:
                session.record = None
                session.record = self.admin.get_object(self.request, str(record.pk))
                session.rows, session.shown = copies(rows), snapshot
                return self._rendered(answer())
        finally:
            session.record = record

    def _tell_what_is_gone(self, in_use):
        if in_use.left_out:
            whole = [*in_use.snapshot, *in_use.left_out]
            sections = diff(in_use.snapshot, whole, names_of(whole))
            rows = [row.heading for section in sections for row in section.rows]
            text = _("The draft cannot keep this, because what it names was deleted: %(rows)s.")
            self._tell(text % {"rows": "; ".join(rows)}, messages.WARNING)

    def _tell(self, text, level=messages.INFO):
        self.admin.message_user(self.request, text, level)

    # Saving

    def _add(self):
        response = self._read_form()
        if self.session.wanted is None:
            return response
        try:
            saved = save(
                None,
                Edit(self.session.wanted),
                self.request.user,
                self._why(),
                publish=self._may("_publish"),
            )
        except NotApproved as refusal:
            self._tell(str(refusal), messages.WARNING)
            saved = save(None, Edit(self.session.wanted), self.request.user, self._why())
        except Refused as refusal:
            return self._shown_again(refusal)
        record = saved.record.as_kind()
        self.admin.log_addition(self.request, record, self.session.message)
        tell_what_was_done(self.admin, self.request, saved, self._may("_publish"))
        return tell_saved(self.request, self.admin.response_add(self.request, record))

    def _save(self):
        with transaction.atomic():
            lock(self.admin.key_of(self.object_id))
            record = self.admin.get_object(self.request, self.object_id)
            if record and self.admin.has_change_permission(self.request, record):
                return self._save_locked(record)
        return self._django() if record else self._typed_into_deleted()

    def _save_locked(self, record):
        self.session.state = state_of_locked(copy(record))  # the form changes its own
        self.session.record = record
        if "merge" in self.request.POST:
            return self._answered()
        opened = unseal(self.request.POST.get("opened"), "opened", record.pk)
        response = self._read(opened)
        if self.session.wanted is None:
            return response
        base = self.session.shown
        if opened:  # the same content may have been withdrawn since
            base = with_state(base, status=opened[0]["fields"]["status"])
        still_right = self.session.form.cleaned_data["still_right"]
        edit = Edit(self.session.wanted, base, still_right=tuple(still_right))
        return self._keep(edit, self._why())

    def _read(self, opened):
        """Read the sent form on top of the record as the form was opened with."""
        session, state = self.session, self.session.state
        publishes = self._may("_publish") or self._may("_withdraw")
        session.is_for_draft = not publishes and drafts.saves_to_draft(state.record, state.draft)
        base = opened or state.present
        if state.draft is None and content(base) == content(state.live):
            session.rows, session.shown = copies(state.rows), state.live
            return self._read_form()
        base, _left_out = drafts.drop_unusable_rows(base, state.record, state.live)
        try:
            return self._on(base, self._read_form)
        except IMPOSSIBLE:  # the record cannot be again as it was opened
            session.rows, session.shown = copies(state.rows), state.live
            return self._read_form(with_typed(self.request, opened=""))

    def _read_form(self, request=None):
        """Let Django check the form: ``session.wanted`` is set then, or the page shows errors."""
        self.session.is_reading_form = True
        try:
            return self._django(request)
        finally:
            self.session.is_reading_form = False

    def _why(self):
        return Why(**self.session.form.why)

    def _keep(self, edit, why):
        """Hand what is wanted to the door, and say what came of it."""
        try:
            saved = self._saved(edit, why)
        except EditConflict as conflict:
            return self._ask(conflict, why, edit)
        except Refused as refusal:
            return self._refused(refusal, edit, why)
        return self._told(saved, edit)

    def _saved(self, edit, why):
        state, user = self.session.state, self.request.user
        if self._may("_withdraw"):
            return save_and_withdraw(state, edit, user, why)
        if self._may("_publish"):
            try:
                return save(state, edit, user, why, publish=True)
            except (NotApproved, Outdated) as refusal:
                self._tell(str(refusal), messages.WARNING)
        return save(state, edit, user, why)

    def _told(self, saved, edit):
        """Write the log, tell the editor, and go where the pressed button leads."""
        request, admin = self.request, self.admin
        record = admin.get_object(request, self.object_id)
        tell_what_was_done(self.admin, self.request, saved, self._may("_publish"))
        is_withdrawn = saved.record.status == Record.Status.WITHDRAWN
        if is_withdrawn and not self.session.was_withdrawn:
            tell_withdrawn(admin, request, 1)
        if saved.draft or not saved.has_changed:
            if saved.draft:
                admin.log_change(request, record, _("Saved a draft."))
            return tell_saved(request, admin.where_next(request, record))
        had_draft = self.session.draft is not None
        message = _("Merged with what another editor had saved.") if edit.answers else None
        is_public = saved.record.status == Record.Status.PUBLISHED
        message = _("Published a draft.") if had_draft and is_public else message
        if self.session.was_withdrawn and is_public:
            message = AGAIN
        admin.log_change(request, record, message or self.session.message)
        is_refused = self._may("_publish") and not is_public
        go_on = admin.where_next if is_refused else admin.response_change
        return tell_saved(request, go_on(request, record))

    def _refused(self, refusal, edit, why):
        """Say why nothing was saved: on the page of questions, or on the form."""
        if edit.answers and isinstance(refusal, Invalid):
            return self._ask(asked_again(edit), why, asked_by_row(edit))
        if edit.answers:
            return self._ask(asked_again(edit), why, edit, str(refusal))
        return self._shown_again(refusal)

    def _shown_again(self, refusal):
        """Show the form again with what was typed and why it was not saved."""
        self.session.wanted, self.session.refusal = None, told_of(refusal)
        if self.object_id is None:
            return self._read_form()
        opened = unseal(self.request.POST.get("opened"), "opened", self.session.record.pk)
        return self._read(opened)

    # Two editors

    def _ask(self, conflict, why, edit, problem=""):
        page = MergePage(self.admin, self.session.state)
        return page.ask(self.request, conflict, why, edit, problem)

    def _answered(self):
        return self._keep(*MergePage(self.admin, self.session.state).answered(self.request))

    # Who else is there

    def _note_presence(self, response):
        """Keep that the form is open, or was left; outside the transaction, which may roll back."""
        session, request = self.session, self.request
        is_left = request.method == "POST" and isinstance(response, HttpResponseRedirect)
        if self.object_id and is_left:
            presence.write(request.user, self.object_id, presence.LEFT, True)
        elif session.present is not None:
            is_new = presence.own(request, session.present) is None
            presence.write(request.user, self.object_id, "away", is_new)
