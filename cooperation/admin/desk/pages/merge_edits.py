"""The page that asks an editor how to merge conflicting changes."""

from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.forms.seal import seal, unseal
from cooperation.admin.desk.pages.conflicts import questions_of
from cooperation.changes.consequences import history
from cooperation.changes.errors import EditConflict, Invalid
from cooperation.changes.save import Answers, Edit
from cooperation.changes.why import Why
from cooperation.snapshots.compare import diff
from cooperation.snapshots.merge import MINE, THEIRS, merge
from cooperation.snapshots.names import names_of

BUTTONS = ("_publish", "_withdraw", "_continue", "_addanother", "_save", IS_POPUP_VAR)
"""Names of submit buttons; the page sends the pressed one again."""

CANNOT_COMBINE = _(
    "Their changes and yours together break a rule of the register. Choose one version of each "
    "part."
)


class MergePage:
    """Asks the questions of an EditConflict, and reads the answers."""

    def __init__(self, admin, state):
        self.admin, self.state = admin, state
        self.original = self._original()
        self.seal_key = self._seal_key()

    def _original(self):
        return self.state.record

    def _seal_key(self):
        return self.original.pk

    def _revisions(self):
        return history.record_revisions(self.original)

    def ask(self, request, conflict, why, edit, problem=""):
        """Return the page; keep the answers of ``edit`` if they are about the same versions.

        ``problem`` says why the answers could not be saved.
        """
        original, base, mine = self.original, conflict.base, conflict.mine
        answers = edit.answers
        is_same = answers is not None and answers.is_live == conflict.is_live
        choices, by_row = (answers.choices, answers.by_row) if is_same else ({}, False)
        theirs = self.state.live if conflict.is_live else self.state.present
        merged = merge(base, theirs, mine, choices, by_row)
        names = names_of(base, mine, theirs)
        proposal = {
            "base": base,
            "mine": mine,
            "theirs": theirs,
            "why": why._asdict(),
            "still_right": edit.still_right,
            "choices": choices,
            "by_row": by_row,
            "draft": conflict.draft,
        }
        context = {
            "sent_to": self._sent_to(request),
            "problem": problem or (CANNOT_COMBINE if by_row else ""),
            "last": self._last_saved(conflict.is_live),
            "sealed": seal(proposal, "merge", self.seal_key),
            "buttons": [name for name in BUTTONS if name in request.POST],
            "their_changes": diff(base, theirs, names),
            "my_changes": diff(base, mine, names),
            "questions": questions_of(merged.conflicts, (base, theirs, mine), names),
        }
        title = _("Somebody else has saved “%s” too") % original
        return self.admin.record_page(request, "admin/merge.html", original, title=title, **context)

    def _sent_to(self, request):
        """Return where the answers go: the form of the original, if another form asks."""
        own = self.admin.address_of("change", self.original)
        return "" if request.path == own else own

    def ask_again(self, request, refusal, why, edit):
        """Return the page again; answers that break a rule are asked for again, by whole rows."""
        answers, problem = edit.answers, str(refusal)
        conflict = EditConflict(edit.base, answers.theirs, edit.wanted, (), answers.draft)
        if isinstance(refusal, Invalid):
            edit = edit._replace(answers=answers._replace(choices={}, by_row=True))
            problem = ""
        return self.ask(request, conflict, why, edit, problem)

    def _last_saved(self, is_live):
        """Return {made_by, made_at} of the save that caused the conflict."""
        draft = self.state.draft
        if draft and not is_live:
            return {"made_by": draft.saved_by, "made_at": draft.saved_at}
        return self._revisions().listed().newest_first().first()

    def read_answers(self, request):
        """Return the Edit with the answers from the page, and its Why."""
        proposal = unseal(request.POST["merge"], "merge", self.seal_key)
        if proposal is None:
            raise PermissionDenied
        choices = proposal["choices"] | {
            name.removeprefix("choice:"): value
            for name, value in request.POST.items()
            if name.startswith("choice:") and value in (THEIRS, MINE)
        }
        answers = Answers(proposal["theirs"], choices, proposal["by_row"], proposal["draft"])
        still_right = tuple(proposal["still_right"])
        edit = Edit(proposal["mine"], proposal["base"], answers, still_right)
        return edit, Why(**proposal["why"])
