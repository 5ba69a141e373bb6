"""A form of a new record that is sent again after it has made one.

The same words lead to the record. Others are saved into it, as what was typed since.
"""

from copy import copy

from django.contrib import messages
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.editing.reopening import with_posted
from cooperation.admin.desk.forms.kept_typing import mark_typing_saved
from cooperation.admin.desk.publication import report_save
from cooperation.admin_site.sent_form import answer_again, redirect_to_made
from cooperation.changes.errors import EditConflict, Refused
from cooperation.changes.save import Edit
from cooperation.changes.state import lock, state_of_locked
from cooperation.models import Document
from cooperation.snapshots.rows import STATE, natural_key, with_address, with_state

DOCUMENT = Document._meta.label_lower

SAVED_INTO = _("This form had made “%s” already, so it was changed: no second one was made.")
NOT_SAVED_YET = _(
    "This form has made “%s” already. What you changed in it since then is not saved yet: correct "
    "it and save again."
)


class SendingAgain:
    """The part of RecordEditing that knows what the same form has made before."""

    def _made_before(self):
        """Return the record that this form has made, locked; None if it did not, or it is gone."""
        sending = self.session.sending
        if sending.made and not lock(int(sending.made)):
            sending.forget()
        return self.admin.get_object(self.request, sending.made) if sending.made else None

    def _keep_sending(self, saved, wanted):
        snapshot = with_state(wanted, status=saved.record.status)
        self.session.sending.keep(saved.record.pk, snapshot)

    def _add_again(self, record):
        request, session = self.request, self.session
        if session.sending.is_repeat:
            return mark_typing_saved(request, answer_again(self.admin, request, record))
        before = session.sending.snapshot
        slug = self._typed_address(record, natural_key(before)[1])
        response = self._read_form(with_posted(request, slug="") if slug else None)
        if session.wanted is None:
            self._message(NOT_SAVED_YET % record, messages.WARNING)
            return response
        state = state_of_locked(copy(record))
        own = {name: state.live[0]["fields"][name] for name in STATE}
        wanted = with_state(session.wanted, **own)
        return self._save_again(state, Edit(with_address(wanted, slug) if slug else wanted, before))

    def _typed_address(self, record, before):
        """Return the address of the record if it was not typed otherwise; None if it was."""
        typed = self.request.POST.get("slug", "")
        return record.slug if typed == record.slug else before if typed in ("", before) else None

    def _save_again(self, state, edit):
        """Save what was typed since the record was made, and answer as when it was made."""
        request, admin, session, why = self.request, self.admin, self.session, self._why()
        session.record, session.state = state.record, state
        try:
            saved = self._call_save(edit, why)
        except EditConflict as conflict:
            return self._merge_page.ask(request, conflict, why, edit)
        except Refused as refusal:
            session.record = session.state = None
            return self._redisplay(refusal)
        self._keep_sending(saved, edit.wanted)
        record = saved.record.as_kind()
        admin.log_change(request, record, session.message)
        report_save(admin, request, saved, self._is_asked_and_allowed("_publish"))
        self._message(SAVED_INTO % record)
        return mark_typing_saved(request, redirect_to_made(admin, request, record))


def with_files_sent_before(wanted, shown, before):
    """Return a snapshot with the files that the same form had sent: browsers send them only once.

    A file stays if it was chosen this time. ``shown`` is the snapshot in the form.
    """
    old, sent = _files(shown), _files(before)
    kept = {key: sent[key] for key, file in old.items() if sent.get(key, file) != file}
    return [
        {**row, "fields": row["fields"] | {"file": kept[row["pk"]]}}
        if row.get("pk") in kept and row["fields"]["file"] == old[row["pk"]]
        else row
        for row in wanted
    ]


def _files(snapshot):
    return {row["pk"]: row["fields"]["file"] for row in snapshot if row["model"] == DOCUMENT}
