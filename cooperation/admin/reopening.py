"""A form again as it was opened: for typing kept in the browser, and for a record deleted since.

Both rest on the record as the form carries it (opened.py). It is applied in a transaction that is
rolled back, so nothing but the page remains of it.
"""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from cooperation.admin.kept_typing import FIELD, tell_saved
from cooperation.admin.opened import seal, unseal
from cooperation.changes.addresses import free_slug
from cooperation.changes.going_live import settle
from cooperation.models import Record
from cooperation.queries.desk import deletion_of
from cooperation.snapshots.apply import apply
from cooperation.snapshots.compare import diff
from cooperation.snapshots.names import names_of
from cooperation.snapshots.references import Missing, without_what_is_gone
from cooperation.snapshots.rows import natural_key, with_address, with_state

REOPEN = "_reopen"
"""Asks for the form as it was opened, with nothing saved."""

GONE = "gone"
"""Carries what was typed into the form of a record that had been deleted, to make it again."""


class ReopeningViews:
    """Opens a form as it was; lets nothing be lost that was typed while somebody else deleted."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        arguments = (object_id, form_url, extra_context)
        if request.method == "POST" and object_id is not None:
            if REOPEN in request.POST:
                return self._reopened(request, *arguments)
            if GONE in request.POST:
                return self._made_again(request, *arguments)
        return super().changeform_view(request, *arguments)

    def _reopened(self, request, object_id, *arguments):
        """Show the form as it was opened; the script puts the typing into it."""
        pk = key_of(object_id)
        opened = unseal(request.POST.get("opened"), "opened", pk)
        request.method = "GET"
        request.restored = request.POST.get(FIELD, "")
        request.is_reopened = True
        if opened is None:
            return super().changeform_view(request, object_id, *arguments)
        try:
            with transaction.atomic():
                record = self.get_object(request, object_id)
                again(opened, pk, record)
                response = super().changeform_view(request, object_id, *arguments)
                if hasattr(response, "render"):
                    response.render()
                transaction.set_rollback(True)
            if record is None:
                request.present = None  # nobody can be at what is not there
        except (IntegrityError, Missing):  # it cannot be again as it was
            return super().changeform_view(request, object_id, *arguments)
        return response

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["restored"] = getattr(request, "restored", "")
        context["reopens"] = obj is not None and obj.pk is not None
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    # A record that has been deleted

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Show what was typed, in place of saying only that the record is not there."""
        if not request.resolver_match.url_name.endswith("_change"):
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        pk = key_of(object_id)
        opened = request.method == "POST" and unseal(request.POST.get("opened"), "opened", pk)
        if not opened:
            return self._gone(request, pk)
        try:
            return self._typed(request, pk, opened)
        except (IntegrityError, Missing):
            return self._gone(request, pk)

    def _typed(self, request, pk, opened):
        """Find out what the editor did to the record as it was, and offer to make it again."""
        request.mine = None
        own = natural_key(opened)[1]
        with transaction.atomic():
            opened = again(opened, pk)
            if request.POST.get("slug") == own:  # not typed: it had it before
                request.POST = request.POST.copy()
                request.POST["slug"] = natural_key(opened)[1]
            request.is_trial = True
            response = self._changeform_view(request, str(pk), "", None)
            if request.mine is None:  # the form is not right yet
                response.render()
            transaction.set_rollback(True)
        request.present = None  # nobody can be at what is not there
        if request.mine is None:
            return response
        base, mine = opened, request.mine
        typed = {"base": base, "mine": mine, "why": request.trial_form.why}
        may_make = self.has_add_permission(request)
        return self._gone(
            request,
            pk,
            my_changes=diff(base, mine, names_of(base, mine)),
            sealed=seal(typed, GONE, pk) if may_make else "",
            subtitle=base[0]["fields"]["title_en"],
        )

    def _gone(self, request, pk, **context):
        """Return a page that says so, and by whom; it offers the typing kept for the record."""
        context |= {
            "title": _("The record is not there any more"),
            "object_id": pk,
            "reopens": True,
            "deletion": deletion_of(self.model, pk),
        }
        response = self.page(request, "admin/gone.html", **context)
        response.status_code = 404
        return response

    def _made_again(self, request, object_id, *arguments):
        """Make a deleted record again as a draft, with what was typed; merge if it is there."""
        pk = key_of(object_id)
        typed = unseal(request.POST[GONE], GONE, pk)
        if typed is None or not self.has_add_permission(request):
            raise PermissionDenied
        with transaction.atomic():
            record = self._locked(request, object_id)
            if record is not None:  # somebody else was quicker
                if not self.has_change_permission(request, record):
                    raise PermissionDenied
                return self._ask(request, self.state_of(request, record), typed)
            again(with_state(typed["mine"], status=Record.Status.DRAFT), pk)
            record = self.get_object(request, object_id)
            settle(record, typed["base"])
            self.log_addition(request, record, _("Made again after it had been deleted."))
        text = _("“%s” is there again, as a draft.") % record
        self.message_user(request, text, messages.SUCCESS)
        return tell_saved(request, redirect(self.address_of("change", record)))


def key_of(object_id):
    """Return the key of a record as an address names it; 0, which none has, if it names none."""
    return int(object_id) if re.fullmatch("[0-9]{1,18}", object_id) else 0


def again(snapshot, pk, record=None):
    """Make the database hold a record as a snapshot has it; return the snapshot as it is applied.

    ``record`` is the record if it is there, and then stays published or not as it is; otherwise
    it comes back under its key, and under another address if its own is taken. Raises Missing.
    """
    if record is None:
        kind, slug = natural_key(snapshot)
        snapshot = with_address(snapshot, free_slug(kind, slug))
    else:
        snapshot = with_state(snapshot, status=record.status)
    snapshot, _left_out = without_what_is_gone(snapshot, record)
    apply(snapshot, record, pk)
    return snapshot
