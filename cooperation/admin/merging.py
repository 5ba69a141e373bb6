"""Two editors at one record: nothing that either typed is lost, and nothing is overwritten.

The form carries the record as it was opened. If the record has moved on when the form comes back,
what was typed is saved on top of what the form had shown, in a transaction that is rolled back:
so it is known what the editor did. Both are then merged, and the editor confirms or decides.
"""

from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.admin.opened import seal, unseal
from cooperation.admin.questions import questions_of
from cooperation.domain.basis import FOR_GAPS
from cooperation.models import Evidence, Record
from cooperation.publishing import history, redirects, workflow
from cooperation.publishing.diff import diff
from cooperation.publishing.merge import MINE, THEIRS, merge
from cooperation.publishing.names import names_of
from cooperation.publishing.references import Missing, without_what_is_gone
from cooperation.publishing.rows import content, with_state
from cooperation.publishing.snapshot import apply, capture, held

BUTTONS = ("_publish", "_withdraw", "_continue", "_addanother", "_save", IS_POPUP_VAR)
"""What an editor can press; the page that asks presses it again."""


class MergingViews:
    """Merges what an editor typed with what has been saved since the form was opened."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        arguments = (object_id, form_url, extra_context)
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, *arguments)
        with transaction.atomic():
            record = self._locked(request, object_id)
            if record is None or not self.has_change_permission(request, record):
                return super().changeform_view(request, *arguments)
            opened = unseal(request.POST.get("opened"), "opened", record.pk)
            if "merge" in request.POST:
                return self._answered(request, record)
            theirs, request.held = held(record)
            request.before = theirs
            request.held_record = record
            if opened is None or content(opened) == content(theirs):
                return self._changeform_view(request, *arguments)  # in this transaction
            del request.held, request.held_record
        try:
            return self._beside(request, record, opened, arguments)
        except Missing:  # the record cannot be again as it was opened
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

    def _beside(self, request, record, opened, arguments):
        """Find out what the editor did to the record as it was, and ask how to go on."""
        request.mine = None
        with transaction.atomic():
            opened, _left_out = without_what_is_gone(opened, record)
            apply(with_state(opened, status=record.status), record)
            request.is_trial = True
            response = self._changeform_view(request, *arguments)
            if request.mine is None:  # the form is not right yet
                response.render()
            transaction.set_rollback(True)
        if request.mine is None:
            return response
        form = request.trial_form
        proposal = {"base": opened, "mine": request.mine, "why": form.why}
        with transaction.atomic():
            return self._ask(request, record, proposal, {})

    def response_change(self, request, obj):
        if getattr(request, "is_trial", False):
            request.mine = capture(obj)
            return HttpResponse()
        return super().response_change(request, obj)

    def _ask(self, request, record, proposal, choices, problem=""):
        """Show what both did, and what only the editor can decide."""
        theirs = capture(record)
        by_row = bool(problem) or proposal.get("by_row", False)
        merged = merge(proposal["base"], theirs, proposal["mine"], choices, by_row)
        names = names_of(proposal["base"], proposal["mine"], theirs)
        question = {**proposal, "theirs": theirs, "by_row": by_row, "choices": choices}
        last = history.record_revisions(record).listed().newest_first().first()
        context = {
            "problem": problem,
            "last": last,
            "sealed": seal(question, "merge", record.pk),
            "buttons": [name for name in BUTTONS if name in request.POST],
            "their_changes": diff(proposal["base"], theirs, names),
            "my_changes": diff(proposal["base"], proposal["mine"], names),
            "questions": questions_of(
                merged.conflicts, (proposal["base"], theirs, proposal["mine"]), names
            ),
        }
        title = _("Somebody else has saved “%s” too") % record
        return self.record_page(request, "admin/merge.html", record, title=title, **context)

    def _answered(self, request, record):
        """Save the merger if everything is decided and nothing has changed again; or ask again."""
        proposal = unseal(request.POST["merge"], "merge", record.pk)
        if proposal is None:
            raise PermissionDenied
        seen, by_row = proposal.pop("theirs"), proposal["by_row"]
        choices = proposal.pop("choices") | {
            name.removeprefix("choice:"): value
            for name, value in request.POST.items()
            if name.startswith("choice:") and value in (THEIRS, MINE)
        }
        theirs = capture(record)
        merged = merge(proposal["base"], theirs, proposal["mine"], choices, by_row)
        if merged.conflicts or content(seen) != content(theirs):
            return self._ask(request, record, proposal, choices)
        try:
            with transaction.atomic():
                self._save_merged(request, record, merged.snapshot, theirs, proposal["why"])
        except (IntegrityError, Missing):
            problem = _(
                "What they changed and what you changed cannot both be: together they break a "
                "rule of the register. Choose for each part as a whole."
            )
            return self._ask(request, record, proposal, {}, problem)
        record = self.get_object(request, str(record.pk))
        return self.response_change(request, record)

    def _save_merged(self, request, record, snapshot, theirs, why):
        why = {"before": theirs, **why}
        rest, _left_out = without_what_is_gone(snapshot, record)
        saved = apply(with_state(rest, updated_at=timezone.now().isoformat()), record)
        self.settle(record, theirs)
        moved = 0
        if self.has_publish_permission(request):
            for button, move in (("_publish", workflow.publish), ("_withdraw", workflow.withdraw)):
                if button in request.POST:
                    moved += move([record], request.user, **why)
        if not moved and record.status == Record.Status.PUBLISHED:
            history.keep(record, history.Act.MERGED, request.user, **why)
        redirects.follow_withdrawn(saved, theirs)
        self.log_change(request, record, _("Merged with what another editor had saved."))
