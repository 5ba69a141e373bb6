"""The history of a record: its revisions, what differs between two, and the way back."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from cooperation.admin.record_pages import RecordPages
from cooperation.models import Record
from cooperation.publishing import history, translations
from cooperation.publishing.diff import diff
from cooperation.publishing.documents import read_unread
from cooperation.publishing.names import names_of
from cooperation.publishing.references import Missing
from cooperation.publishing.snapshot import capture
from cooperation.sourcing.index import index_later
from cooperation.sourcing.mentions import scan, scan_for
from cooperation.sourcing.passages import attach_record, store

NOW = "now"
"""Stands in addresses for the record as it is, beside the numbers of its revisions."""

PER_PAGE = 50


class HistoryViews(RecordPages):
    """Lists revisions, compares any two or one with the present, and restores."""

    object_history_template = "admin/record_history.html"

    def get_urls(self):
        views = {
            "compare": (self.compare_view, "<int:pk>/compare/"),
            "restore": (self.restore_view, "<int:pk>/restore/<int:number>/"),
        }
        own = [
            path(
                address,
                self.admin_site.admin_view(view),
                name=f"cooperation_{self.opts.model_name}_{name}",
            )
            for name, (view, address) in views.items()
        ]
        return [*own, *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, object_id)
        if record is None:
            return super().history_view(request, object_id, extra_context)
        revisions = history.record_revisions(record)
        page = Paginator(revisions.listed().newest_first(), PER_PAGE).get_page(
            request.GET.get("revisions")
        )
        compare = f"admin:cooperation_{self.opts.model_name}_compare"
        return super().history_view(
            request,
            object_id,
            {
                **(extra_context or {}),
                "revisions": page,
                "compare_address": compare,
                "restore_address": compare.replace("compare", "restore"),
                "may_restore": self.has_publish_permission(request),
            },
        )

    def compare_view(self, request, pk):
        """Show what differs between ``?from=`` and ``?to=``: numbers of revisions, or “now”."""
        record = self.viewable(request, pk)
        sides = [
            self._side(record, request.GET.get(name) or NOW, present)
            for present in [capture(record)]
            for name in ("from", "to")
        ]
        sides.sort(key=lambda side: (side["number"] is None, side["number"]))
        old, new = (side["snapshot"] for side in sides)
        context = {"sides": sides, "sections": diff(old, new, names_of(old, new))}
        title = _("Compare: %s") % record
        return self.record_page(request, "admin/compare.html", record, title=title, **context)

    def _side(self, record, name, present):
        """Return one side of a comparison; Http404 for a revision that is not there."""
        if name == NOW:
            return {"number": None, "revision": None, "snapshot": present}
        number = int(name) if re.fullmatch("[0-9]{1,9}", name) else 0
        revisions = history.record_revisions(record).select_related("made_by")
        revision = get_object_or_404(revisions, number=number)
        return {"number": number, "revision": revision, "snapshot": revision.snapshot}

    def restore_view(self, request, pk, number):
        """Ask whether to bring back what a revision holds, showing the difference; then do it."""
        record = self.viewable(request, pk)
        if not (
            self.has_publish_permission(request) and self.has_change_permission(request, record)
        ):
            raise PermissionDenied
        revision = self._side(record, str(number), None)["revision"]
        present = capture(record)
        try:
            back, left_out = history.restorable(record, revision.snapshot)
        except Missing as missing:
            self.message_user(request, str(missing), messages.ERROR)
            return redirect(self.address_of("history", record))
        if request.method == "POST":
            return self._restore(request, record, revision)
        names = names_of(present, revision.snapshot)
        context = {
            "revision": revision,
            "sections": diff(present, back, names),
            "left_out": diff(back, [*back, *left_out], names),
        }
        title = _("Restore: %s") % record
        return self.record_page(request, "admin/restore.html", record, title=title, **context)

    def _restore(self, request, record, revision):
        before = capture(record)
        made = history.restore(
            record.record, revision.snapshot, request.user, request.POST.get("note", "")[:300]
        )
        self.settle(record, before)
        if made:
            text = _(
                "Revision %(number)s is restored; the record as it was is revision %(before)s."
            )
            text %= {"number": revision.number, "before": made.number - 1}
            self.log_change(request, record, text)
            self.message_user(request, text, messages.SUCCESS)
        else:
            self.message_user(request, _("Nothing has changed since that revision."))
        return redirect(self.address_of("change", record))

    @staticmethod
    def settle(record, before):
        """Find anew what follows from a record that was replaced as a whole.

        That is: sentences, evidence tied to them, mentions, what its documents tell, entries of
        the search, and translations left behind.
        ``before`` is its snapshot until then.
        """
        record = Record.objects.get(pk=record.pk).as_kind()
        translations.follow_snapshot(record, before)
        if record.kind == "article":
            store(record)
            scan(record)
        read_unread(record)
        attach_record(record.record)
        scan_for(record.record)
        index_later(record.record)
