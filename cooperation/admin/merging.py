"""Two editors at one record: nothing that either typed is lost, and nothing is overwritten.

The form carries the record as it was opened. What was typed is saved on top of that in a
transaction that is rolled back: so it is known what the editor wants as a whole. If the record has
moved on meanwhile, both are merged, and the editor confirms or decides. What is wanted then becomes
a draft, or goes live (``admin/drafting.py``).

Where nothing has moved on and nothing becomes a draft, the form is saved at once.
"""

from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from cooperation.admin.drafting import DraftingViews
from cooperation.admin.opened import seal, unseal
from cooperation.admin.questions import questions_of
from cooperation.changes import drafts, history
from cooperation.domain.basis import FOR_GAPS
from cooperation.models import Evidence
from cooperation.snapshots.apply import apply_to_held
from cooperation.snapshots.capture import capture
from cooperation.snapshots.compare import diff
from cooperation.snapshots.merge import MINE, THEIRS, merge
from cooperation.snapshots.names import names_of
from cooperation.snapshots.references import Missing
from cooperation.snapshots.rows import content, with_state

BUTTONS = ("_publish", "_withdraw", "_continue", "_addanother", "_save", IS_POPUP_VAR)
"""What an editor can press; the page that asks presses it again."""

IMPOSSIBLE = _(
    "What they changed and what you changed cannot both be: together they break a "
    "rule of the register. Choose for each part as a whole."
)


class MergingViews(DraftingViews):
    """Merges what an editor typed with what has been saved since the form was opened."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        arguments = (object_id, form_url, extra_context)
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, *arguments)
        with transaction.atomic():
            record = self._locked(request, object_id)
            if record is None or not self.has_change_permission(request, record):
                return super().changeform_view(request, *arguments)
            state = self.state_of(request, record)
            if "merge" in request.POST:
                return self._answered(request, state)
            opened = unseal(request.POST.get("opened"), "opened", record.pk)
            is_same = opened is None or content(opened) == content(state.present)
            if is_same and not self.goes_beside(request, state):
                return self.save_now(request, state, arguments)
            try:
                return self._beside(request, state, opened or state.present, is_same, arguments)
            except (Missing, IntegrityError):  # the record cannot be again as it was opened
                request.POST = request.POST.copy()
                request.POST["opened"] = ""
                return super().changeform_view(request, *arguments)

    def _locked(self, request, object_id):
        """Return the record as nobody else can change it until the end of the transaction."""
        request.is_locking = True
        try:
            return self.get_object(request, object_id)
        finally:
            del request.is_locking

    def get_queryset(self, request):
        records = super().get_queryset(request)
        return records.select_for_update() if hasattr(request, "is_locking") else records

    @staticmethod
    def held_reasons(request, record):
        """Return {claim: basis} of the explained gaps of a record that is loaded; None if not."""
        if record is None or not hasattr(request, "held"):
            return None
        gaps = [row for row in request.held[Evidence] if row.basis in FOR_GAPS]
        return {row.field: row.basis for row in gaps if row.record_id == record.pk}

    def _beside(self, request, state, opened, is_same, arguments):
        """Find out what the editor wants of the record; then do it, or ask how to go on."""
        request.mine, record = None, state.record
        with transaction.atomic():
            if is_same and state.draft is None:
                request.held_record = record  # it is there as it was opened
            else:
                if not is_same:
                    opened, _left_out = drafts.as_far_as_possible(opened, record, state.live)
                whole = with_state(opened, status=record.status)
                state = state._replace(rows=apply_to_held(whole, record, state.rows))
            request.is_trial, request.held = True, state.rows
            response = self._changeform_view(request, *arguments)
            if request.mine is None:  # the form is not right yet
                response.render()
            transaction.set_rollback(True)
        if request.mine is None:
            return response
        request.is_trial = False
        del request.held
        if hasattr(request, "held_record"):
            del request.held_record
        why = request.trial_form.why
        if is_same:
            return self._bring(request, state, request.mine, why)
        return self._ask(request, state, {"base": opened, "mine": request.mine, "why": why})

    def response_change(self, request, obj):
        if getattr(request, "is_trial", False):
            request.mine = capture(obj)
            return HttpResponse()
        return super().response_change(request, obj)

    def _bring(self, request, state, snapshot, why):
        """Let what the editor wants become a draft or go live; ask where the record differs."""
        if self.is_to_be_draft(request, state):
            return self.keep_draft(request, state, snapshot, why)
        proposal = {"mine": snapshot, "why": why, "is_live": True}
        if state.questions:
            return self._ask(request, state, {**proposal, "base": state.draft.base})
        try:
            with transaction.atomic():
                return self.put_in_place(request, state, snapshot, why)
        except (IntegrityError, Missing):
            return self._ask(request, state, {**proposal, "base": state.live}, IMPOSSIBLE)

    def _ask(self, request, state, proposal, problem=""):
        """Show what both did, and what only the editor can decide.

        ``proposal`` holds what the editor started from (``base``), wants (``mine``) and says of
        it (``why``), and the ``choices`` made so far; ``is_live`` if theirs is not the draft.
        """
        proposal = {"choices": {}, "is_live": False, "by_row": False, **proposal}
        if problem:
            proposal |= {"by_row": True, "choices": {}}
        record, base, mine = state.record, proposal["base"], proposal["mine"]
        theirs = state.live if proposal["is_live"] else state.present
        merged = merge(base, theirs, mine, proposal["choices"], proposal["by_row"])
        names = names_of(base, mine, theirs)
        context = {
            "problem": problem,
            "last": self._last_saved(state, proposal["is_live"]),
            "sealed": seal({**proposal, "theirs": theirs}, "merge", record.pk),
            "buttons": [name for name in BUTTONS if name in request.POST],
            "their_changes": diff(base, theirs, names),
            "my_changes": diff(base, mine, names),
            "questions": questions_of(merged.conflicts, (base, theirs, mine), names),
        }
        title = _("Somebody else has saved “%s” too") % record
        return self.record_page(request, "admin/merge.html", record, title=title, **context)

    @staticmethod
    def _last_saved(state, is_live):
        """Return {made_by, made_at} of whoever saved last what the editor’s work differs from."""
        if state.draft and not is_live:
            return {"made_by": state.draft.saved_by, "made_at": state.draft.saved_at}
        return history.record_revisions(state.record).listed().newest_first().first()

    def _answered(self, request, state):
        """Go on if everything is decided and nothing has changed again; or ask again."""
        record = state.record
        proposal = unseal(request.POST["merge"], "merge", record.pk)
        if proposal is None:
            raise PermissionDenied
        seen = proposal.pop("theirs")
        proposal["choices"] |= {
            name.removeprefix("choice:"): value
            for name, value in request.POST.items()
            if name.startswith("choice:") and value in (THEIRS, MINE)
        }
        theirs = state.live if proposal["is_live"] else state.present
        base, mine, choices = proposal["base"], proposal["mine"], proposal["choices"]
        merged = merge(base, theirs, mine, choices, proposal["by_row"])
        if merged.conflicts or content(seen) != content(theirs):
            return self._ask(request, state, proposal)
        try:
            with transaction.atomic():
                if proposal["is_live"] and not self.is_to_be_draft(request, state):
                    return self.put_in_place(request, state, merged.snapshot, proposal["why"])
                rest, _left_out = drafts.as_far_as_possible(merged.snapshot, record, state.live)
                with drafts.shown(record, rest):
                    pass  # the register would take it
        except (IntegrityError, Missing):
            return self._ask(request, state, proposal, IMPOSSIBLE)
        return self._bring(request, state, rest, proposal["why"])
