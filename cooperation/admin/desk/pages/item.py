"""Pages about an item: its history, its draft, and conflicts between editors."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.forms.item import seal_key
from cooperation.admin.desk.pages.history import HistoryPages
from cooperation.admin.desk.pages.merge_edits import MergePage
from cooperation.changes import rights
from cooperation.changes.errors import Refused
from cooperation.changes.items import history
from cooperation.changes.items.save import discard_item_draft, restore_item
from cooperation.changes.items.state import draft_of, has_drafts, state_of
from cooperation.domain import languages
from cooperation.snapshots.compare import diff
from cooperation.snapshots.items import capture, item_of
from cooperation.snapshots.names import names_of


class ItemPages(HistoryPages):
    PAGES = {
        "compare": ("<slug:pk>/compare/", "compare_view"),
        "restore": ("<slug:pk>/restore/<int:number>/", "restore_view"),
    }

    def record_page(self, request, template, record, **context):
        """Return a response about one item, with links to its other pages."""
        common = {
            "original": record,
            "form_address": self.address_of("change", record),
            "history_address": self.address_of("history", record),
            "draft_address": self.address_of("change", record),
            "is_item": True,
            "has_drafts": has_drafts(record),
        }
        return self.page(request, template, **common | context)

    def history_context(self, request, record):
        return {"is_item": True, **super().history_context(request, record)}

    revisions_of = staticmethod(history.revisions_of)
    capture = staticmethod(capture)
    draft_of = staticmethod(draft_of)

    def draft_snapshot(self, record, present):
        state = state_of(record)
        if state.draft is None:
            raise Http404
        return state.present

    def restorable(self, record, snapshot):
        return history.restorable(record, snapshot), []

    def restore(self, request, record, revision):
        saved = restore_item(record, revision.snapshot, request.user)
        if saved.draft:
            self.report_copied(request, record, revision)
        elif saved.has_changed:
            text = _("It is again as in revision %s.") % revision.number
            self.admin.log_change(request, record, text)
            self.notify(request, text, messages.SUCCESS)
        return saved.has_changed


class DraftPages(ItemPages):
    """Previews and discards the draft of a page."""

    PAGES = {
        "preview": ("<slug:pk>/preview/", "preview_view"),
        "discard": ("<slug:pk>/discard/", "discard_view"),
    }

    def preview_view(self, request, pk):
        """Show the draft of a page as readers will see it, in the language ``?in=``."""
        page = self.get_viewable(request, pk)
        wanted = request.GET.get("in")
        code = wanted if wanted in languages.CODES else languages.current()
        page = item_of(state_of(page).present, page.pk)
        with translation.override(code):
            context = {"page": page, "object": page, "is_item_preview": True}
            response = TemplateResponse(request, "cooperation/page.html", context).render()
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        add_never_cache_headers(response)
        return response

    def discard_view(self, request, pk):
        """Show what discarding the draft would lose; with POST, discard it."""
        page = self.get_changeable(request, pk)
        state = state_of(page)
        if state.draft is not None:
            try:
                rights.check(rights.against_discarding_item(request.user, state.draft))
                if request.method != "POST":
                    return self._confirm_discarding(request, page, state)
                discard_item_draft(page, request.user)
            except Refused as refusal:
                self.notify(request, str(refusal), messages.WARNING)
            else:
                self.admin.log_change(request, page, _("Discarded a draft."))
                self.notify(request, _("Discarded a draft."), messages.SUCCESS)
        return redirect(self.address_of("change", page))

    def _confirm_discarding(self, request, page, state):
        context = {
            "sections": diff(state.live, state.present, names_of(state.live, state.present)),
            "title": _("Discard the draft: %s") % page,
        }
        return self.record_page(request, "admin/discard.html", page, **context)


class ItemMergePage(MergePage):
    """Asks how to merge two changes of one item."""

    def _original(self):
        return self.state.item

    def _seal_key(self):
        return seal_key(self.original)

    def _revisions(self):
        return history.revisions_of(self.original)
