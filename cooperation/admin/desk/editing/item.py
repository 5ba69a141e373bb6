"""Handles one request for the form of an item: shows it, or saves what was typed.

Django renders the form and its errors. A valid form becomes a snapshot, which
``changes.items.save`` merges with changes that others have saved since the form was opened.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.editing.base import FormEditing
from cooperation.admin.desk.editing.reopening import REOPEN, with_posted
from cooperation.admin.desk.forms.item import seal_key
from cooperation.admin.desk.forms.kept_typing import TYPING_FIELD, mark_typing_saved
from cooperation.admin.desk.forms.seal import seal, unseal
from cooperation.admin.desk.pages.item import ItemMergePage
from cooperation.admin_site.sent_form import (
    ALREADY_SAVED,
    Sending,
    answer_again,
    redirect_to_made,
)
from cooperation.changes.errors import EditConflict, Outdated, Refused
from cooperation.changes.items import pictures
from cooperation.changes.items.save import save_item
from cooperation.changes.items.state import ItemState, has_drafts, locked_state, state_of
from cooperation.changes.save import Edit
from cooperation.requests import copy_request
from cooperation.snapshots.items import capture


@dataclass
class ItemSession:
    """State of one request for the form, for the hooks of the admin.

    ``state`` is None for a new item; ``shown`` is the snapshot in the form; ``refusal`` is why
    saving failed; ``restored`` names the typing that the browser restores; ``read`` is a stored
    file that was read before the transaction; ``sending`` is what the same form has made before,
    and ``saved`` the item that was changed.
    """

    state: ItemState | None = None
    shown: list | None = None
    refusal: str = ""
    restored: str = ""
    read: object = None
    sending: Sending | None = None
    saved: object = None

    @property
    def draft(self):
        return self.state.draft if self.state else None


class ItemEditing(FormEditing):
    """One request for the form of an item, or for an empty form."""

    SESSION = ItemSession
    MERGE_PAGE = ItemMergePage

    def respond(self):
        item = self.object_id and self.admin.get_object(self.request, self.object_id)
        if self.object_id and item is None:
            return self._django_view()  # responds “does not exist”
        if self.request.method != "POST":
            return self._show(item)
        if not self._may(item):
            return self._django_view()  # responds 403
        if item is None:
            return self._add()
        return self._reopen(item) if REOPEN in self.request.POST else self._save(item)

    def _may(self, item):
        if item is None:
            return self.admin.has_add_permission(self.request)
        return self.admin.has_change_permission(self.request, item)

    # Showing

    def _show(self, item):
        if item is not None:
            self._set_state(state_of(item))
        return self._django_view()

    def _set_state(self, state, shown=None):
        self.session.state, self.session.shown = state, shown or state.present

    def _reopen(self, item):
        """Show the form as it was opened; the script restores the typing."""
        self._set_state(state_of(item), self._opened(item))
        self.session.restored = self.request.POST.get(TYPING_FIELD, "")
        return self._django_view(copy_request(self.request, method="GET"))

    def _opened(self, item):
        return unseal(self.request.POST.get("opened"), "opened", seal_key(item))

    # Saving

    def _add(self):
        with transaction.atomic():
            sending = self.session.sending = Sending(self.request, by_words=True)
            if item := sending.made and self.admin.get_object(self.request, sending.made):
                return self._add_again(item)
            sending.forget()
            response = self._add_first()
            sending.release()
            return response

    def _add_first(self):
        form = self._form()
        if not form.is_valid():
            return self._django_view()
        wanted = self.admin.snapshot_from_form(form, None)
        try:
            saved = save_item(None, Edit(wanted), self.request.user, form.why)
        except Refused as refusal:
            return self._refused(refusal, form.instance, wanted)
        self.session.sending.keep(saved.item.pk, capture(saved.item))
        message = self.admin.construct_change_message(self.request, form, [], add=True)
        self.admin.log_addition(self.request, saved.item, message)
        return mark_typing_saved(self.request, self.admin.response_add(self.request, saved.item))

    def _add_again(self, item):
        """Save into the item that this form has made; nothing is made again."""
        request, sending = self.request, self.session.sending
        if sending.is_repeat:
            return mark_typing_saved(request, answer_again(self.admin, request, item))
        opened = seal(sending.snapshot, "opened", seal_key(item))
        self.request, self.object_id = with_posted(request, opened=opened), str(item.pk)
        self._set_state(locked_state(item), sending.snapshot)
        response = self._save_typed()
        if self.session.saved is None:
            return response
        return mark_typing_saved(request, redirect_to_made(self.admin, request, self.session.saved))

    def _save(self, item):
        opened = self._opened(item)
        self._set_state(state_of(item), opened)
        self.admin.prepare_stored_file(self.request, self._shown_item())
        with transaction.atomic():
            try:
                state = locked_state(item)
            except Outdated:
                self.session.shown = None
                return self._django_view()  # responds “does not exist”
            sending = self.session.sending = Sending(self.request)
            if sending.is_repeat:
                self.admin.message_user(self.request, ALREADY_SAVED % item, messages.INFO)
                return self._redirect(item)
            self._set_state(state, sending.snapshot or opened)
            response = self._save_typed()
            sending.release()
            return response

    def _save_typed(self):
        if "merge" in self.request.POST:
            return self._save_answers()
        form = self._form()
        if not form.is_valid():
            return self._django_view()
        base = self.session.shown
        wanted = self.admin.snapshot_from_form(form, self._shown_item())
        message = self.admin.construct_change_message(self.request, form, [])
        return self._save_edit(Edit(wanted, base), form.why, message)

    def _shown_item(self):
        return self.admin.get_object(self.request, self.object_id)

    def _form(self):
        item = self._shown_item() if self.object_id else None
        made = self.admin.get_form(self.request, item, change=item is not None)
        return made(self.request.POST, self.request.FILES, instance=item)

    def _save_edit(self, edit, why, message):
        """Save the edit, and return the response to its outcome."""
        request, state = self.request, self.session.state
        is_public = "_publish" in request.POST
        try:
            saved = save_item(state.item, edit, request.user, why, publish=is_public)
        except EditConflict as conflict:
            return self._merge_page.ask(request, conflict, why, edit)
        except Refused as refusal:
            if edit.answers:
                return self._merge_page.ask_again(request, refusal, why, edit)
            return self._refused(refusal, state.item, edit.wanted)
        self.session.sending.keep(saved.item.pk, edit.wanted)
        self.session.saved = saved.item
        return self._report_and_redirect(saved, message)

    def _save_answers(self):
        edit, why = self._merge_page.read_answers(self.request)
        return self._save_edit(edit, why, _("Merged with what another editor had saved."))

    def _refused(self, refusal, item, wanted):
        """Show the form again with the typed values and the refusal."""
        pictures.delete_unused_files(item, wanted)
        self.session.refusal = str(refusal)
        return self._django_view()

    def _report_and_redirect(self, saved, message):
        request, admin, item = self.request, self.admin, saved.item
        if not has_drafts(item):
            admin.log_change(request, item, message)
            return mark_typing_saved(request, admin.response_change(request, item))
        if saved.draft:
            admin.log_change(request, item, _("Saved a draft."))
            text = _("The draft of “%s” is saved. Readers see it once it is published.")
        elif saved.has_changed:
            admin.log_change(request, item, message)
            text = _("“%s” is published: readers see it as it is now.")
        else:
            text = _("“%s” has no unpublished changes.")
        admin.message_user(request, text % item, messages.SUCCESS)
        return self._redirect(item)

    def _redirect(self, item):
        response = self.admin.redirect_after_draft(self.request, item)
        return mark_typing_saved(self.request, response)
