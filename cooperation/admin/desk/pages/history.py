"""The history of a record: its revisions, comparing two, and restoring one."""

import math
import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.pages.base import DeskPages
from cooperation.changes import drafts
from cooperation.changes.consequences import history
from cooperation.changes.errors import Refused
from cooperation.changes.restore import restore
from cooperation.models import Draft
from cooperation.snapshots.capture import capture
from cooperation.snapshots.compare import diff
from cooperation.snapshots.names import names_of
from cooperation.snapshots.references import MissingReferences

NOW, DRAFT = "now", "draft"
"""Values of ``?from=`` and ``?to=`` besides revision numbers: the live record and its draft."""

PER_PAGE = 50


class HistoryPages(DeskPages):
    """Lists revisions, compares two of them, and restores one."""

    PAGES = {
        "compare": ("<int:pk>/compare/", "compare_view"),
        "restore": ("<int:pk>/restore/<int:number>/", "restore_view"),
    }

    # Overridden for items in pages/item.py

    revisions_of = staticmethod(history.record_revisions)
    capture = staticmethod(capture)

    def draft_of(self, record):
        return Draft.objects.filter(record=record.pk).listed().first()

    def draft_snapshot(self, record, present):
        """Return the snapshot of the draft; Http404 if there is none."""
        draft = get_object_or_404(Draft, record=record.pk)
        return drafts.rebase_draft(draft, present).snapshot

    def restorable(self, record, snapshot):
        """Return (snapshot that can be restored, rows that cannot); raises MissingReferences."""
        return history.restorable(record, snapshot)

    def restore(self, request, record, revision):
        """Restore a revision and add a message; return whether it changed; raises Refused."""
        draft = restore(record, revision.snapshot, request.user)
        if draft:
            self.report_copied(request, record, revision)
        return draft is not None

    def history_context(self, request, record):
        """Return the extra context of Django’s history page."""
        revisions = self.revisions_of(record)
        page = Paginator(revisions.listed().newest_first(), PER_PAGE).get_page(
            request.GET.get("revisions")
        )
        return {
            "revisions": page,
            "compare_address": f"admin:{self.url_name('compare')}",
            "restore_address": f"admin:{self.url_name('restore')}",
            "draft": self.draft_of(record),
            "may_restore": self.admin.has_change_permission(request, record),
        }

    def compare_view(self, request, pk):
        """Compare ``?from=`` with ``?to=``: revision numbers, “now” or “draft”."""
        record = self.get_viewable(request, pk)
        sides = [
            self._side(record, request.GET.get(name) or NOW, present)
            for present in [self.capture(record)]
            for name in ("from", "to")
        ]
        sides.sort(key=lambda side: side["place"])
        old, new = (side["snapshot"] for side in sides)
        context = {"sides": sides, "sections": diff(old, new, names_of(old, new))}
        title = _("Compare: %s") % record
        return self.record_page(request, "admin/compare.html", record, title=title, **context)

    def _side(self, record, name, present):
        """Return one side of a comparison; Http404 for a missing revision or draft."""
        if name == NOW:
            return {"place": math.inf, "revision": None, "snapshot": present}
        if name == DRAFT:
            snapshot = self.draft_snapshot(record, present)
            return {"place": math.inf, "is_draft": True, "revision": None, "snapshot": snapshot}
        number = int(name) if re.fullmatch("[0-9]{1,9}", name) else 0
        revisions = self.revisions_of(record).select_related("made_by")
        revision = get_object_or_404(revisions, number=number)
        return {"place": number, "revision": revision, "snapshot": revision.snapshot}

    def restore_view(self, request, pk, number):
        """Show what restoring a revision would change; with POST, restore it into a draft."""
        record = self.get_changeable(request, pk)
        revision = self._side(record, str(number), None)["revision"]
        present = self.capture(record)
        try:
            back, left_out = self.restorable(record, revision.snapshot)
        except MissingReferences as missing:
            self.notify(request, str(missing), messages.ERROR)
            return redirect(self.address_of("history", record))
        draft = self.draft_of(record)
        if request.method == "POST" and draft is None:
            return self._restore(request, record, revision)
        names = names_of(present, revision.snapshot)
        context = {
            "revision": revision,
            "draft": draft,
            "sections": diff(present, back, names),
            "left_out": diff(back, [*back, *left_out], names),
        }
        title = _("Restore: %s") % record
        return self.record_page(request, "admin/restore.html", record, title=title, **context)

    def _restore(self, request, record, revision):
        try:
            has_changed = self.restore(request, record, revision)
        except Refused as refusal:
            self.notify(request, str(refusal), messages.WARNING)
            return redirect(request.path)
        if not has_changed:
            self.notify(request, _("Nothing has changed since that revision."), messages.INFO)
        return redirect(self.address_of("change", record))

    def report_copied(self, request, record, revision):
        text = _("Revision %(number)s is copied into a draft. Look at it, and publish it.")
        words = _("Copied revision %s into a draft.") % revision.number
        self.admin.log_change(request, record, words)
        self.notify(request, text % {"number": revision.number}, messages.SUCCESS)
