"""Recovers typing: reopens the form as it was, even if the record was deleted meanwhile."""

from copy import copy
from itertools import product

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.forms.kept_typing import TYPING_FIELD, mark_typing_saved
from cooperation.admin.desk.forms.seal import seal, unseal
from cooperation.admin.desk.pages.base import DeskPages
from cooperation.admin_site.sent_form import ALREADY_SAVED, Sending
from cooperation.changes import drafts
from cooperation.changes.errors import EditConflict, Refused
from cooperation.changes.restore import restore_deleted
from cooperation.changes.rolled_back import applied_deleted
from cooperation.changes.save import Edit
from cooperation.changes.state import state_of
from cooperation.changes.why import Why
from cooperation.models import Record
from cooperation.queries.desk import deletion_of
from cooperation.requests import copy_request
from cooperation.snapshots.compare import diff
from cooperation.snapshots.names import names_of
from cooperation.snapshots.references import MissingReferences
from cooperation.snapshots.rows import natural_key

REOPEN = "_reopen"
"""POST field that asks for the form as it was opened."""

RECREATE = "gone"
"""POST field with what was typed into the form of a deleted record, to recreate it."""

RESTORE_ERRORS = (MissingReferences, IntegrityError)


class Reopening:
    """The part of RecordEditing that recovers typing that was never saved."""

    def _reopen(self):
        """Show the form as it was opened; the script restores the typing."""
        request, session = self.request, self.session
        pk = self.admin.key_of(self.object_id)
        opened = unseal(request.POST.get("opened"), "opened", pk)
        session.restored = request.POST.get(TYPING_FIELD, "")
        show = copy_request(request, method="GET")
        record = self.admin.get_object(request, self.object_id)
        if opened is None:
            return self._django_view(show)
        try:
            if record is None:
                return self._respond_on_recreated(opened, pk, lambda: self._django_view(show))
            self._set_state(record)
            base, _left_out = drafts.drop_unusable_rows(opened, record, session.state.live)
            return self._respond_on(base, lambda: self._django_view(show))
        except RESTORE_ERRORS:  # the opened version cannot be restored
            return self._django_view(show)

    def _respond_on_recreated(self, opened, pk, answer):
        """Return the response of ``answer``, made while the deleted record exists, uncommitted."""
        with applied_deleted(opened, pk) as snapshot:
            record = self.session.record = self.admin.get_object(self.request, str(pk))
            self.session.state, self.session.shown = state_of(record), snapshot
            self.session.rows = copy_rows(self.session.state.rows, record)
            response = load_rows(answer())
        self.session.present = None
        return response

    def _offer_to_recreate(self):
        """Show what was typed into a deleted record, and offer to recreate it."""
        request, pk = self.request, self.admin.key_of(self.object_id)
        opened = unseal(request.POST.get("opened"), "opened", pk)
        if not opened:
            return self.deleted_page()
        own = natural_key(opened)[1]

        def read():
            present = natural_key(self.session.shown)[1]
            is_own = request.POST.get("slug") == own  # unchanged by the editor
            return self._read_form(with_posted(request, slug=present) if is_own else None)

        try:
            response = self._respond_on_recreated(opened, pk, read)
        except RESTORE_ERRORS:
            return self.deleted_page()
        session = self.session
        if session.wanted is None:
            return response
        base, mine = session.shown, session.wanted
        typed = {"base": base, "mine": mine, "why": session.form.why}
        session.record = session.state = None
        return self.deleted_page(
            my_changes=diff(base, mine, names_of(base, mine)),
            sealed=seal(typed, RECREATE, pk) if self.admin.has_add_permission(request) else "",
            subtitle=base[0]["fields"]["title_en"],
        )

    def deleted_page(self, **context):
        """Return a page, status 404, that says who deleted the record."""
        pk = self.admin.key_of(self.object_id)
        context |= {
            "title": _("This record was deleted"),
            "object_id": pk,
            "reopens": True,
            "deletion": deletion_of(self.admin.model, pk),
        }
        response = DeskPages(self.admin).page(self.request, "admin/gone.html", **context)
        response.status_code = 404
        return response

    def _recreate(self):
        """Recreate a deleted record as a draft with what was typed; merge if it exists again."""
        request, pk = self.request, self.admin.key_of(self.object_id)
        typed = unseal(request.POST[RECREATE], RECREATE, pk)
        if typed is None:
            raise PermissionDenied
        with transaction.atomic():
            return self._recreate_once(typed, pk)

    def _recreate_once(self, typed, pk):
        request, sending = self.request, Sending(self.request)
        record = self.admin.get_object(request, self.object_id)
        if record is not None and sending.is_repeat:
            self._message(ALREADY_SAVED % record)
            return mark_typing_saved(request, redirect(self.admin.address_of("change", record)))
        if record is not None:  # somebody else has recreated it
            if not self.admin.has_change_permission(request, record):
                raise PermissionDenied
            sending.release()
            self._set_state(record)
            conflict = EditConflict(typed["base"], self.session.state.present, typed["mine"])
            edit = Edit(typed["mine"], typed["base"])
            return self._merge_page.ask(request, conflict, Why(**typed["why"]), edit)
        try:
            record = restore_deleted(typed["mine"], pk, request.user).as_kind()
        except Refused as refusal:
            sending.release()
            changes = diff(typed["base"], typed["mine"], names_of(typed["base"], typed["mine"]))
            page = self.deleted_page(
                problem=str(refusal), my_changes=changes, sealed=request.POST[RECREATE]
            )
            page.status_code = 403
            return page
        sending.keep(pk)
        self.admin.log_addition(request, record, _("Restored after it was deleted."))
        self._message(_("“%s” was restored as a draft.") % record, messages.SUCCESS)
        return mark_typing_saved(request, redirect(self.admin.address_of("change", record)))


def copy_rows(rows, record):
    """Return {model: rows} of a record with copied rows, since the form changes its instances.

    A row that refers to the record, or to another of the rows, holds that record or copy.
    """
    copies = {model: {row.pk: copy(row) for row in part} for model, part in rows.items()}
    known = copies | {Record: {record.pk: record}}
    for model, part in copies.items():
        links = [field for field in model._meta.concrete_fields if field.related_model in known]
        for row, link in product(part.values(), links):
            if other := known[link.related_model].get(getattr(row, link.attname)):
                setattr(row, link.name, other)
    return {model: list(part.values()) for model, part in copies.items()}


def load_rows(response):
    """Query the rows of the forms in a response that is not rendered yet; return it."""
    for inline in (getattr(response, "context_data", None) or {}).get("inline_admin_formsets", ()):
        inline.formset.load_rows()
    return response


def with_posted(request, **typed):
    """Return a copy of a request with other POST values."""
    posted = request.POST.copy()
    for name, value in typed.items():
        posted[name] = value
    return copy_request(request, POST=posted)
