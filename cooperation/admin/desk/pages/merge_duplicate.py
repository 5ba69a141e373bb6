"""The page that merges a duplicate into another record."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset.media import Media

from cooperation.admin.desk.forms.fields import PreloadedAutocomplete
from cooperation.admin.desk.forms.seal import seal, unseal
from cooperation.admin.desk.pages.base import DeskPages
from cooperation.admin.desk.pages.merge_summary import MergeSummary
from cooperation.changes import rights
from cooperation.changes.errors import Invalid
from cooperation.changes.merge_duplicate import check_can_merge, merge_duplicate, plan_of
from cooperation.models import Record
from cooperation.queries.linked_to_duplicate import LinkedToDuplicate
from cooperation.snapshots.capture import capture
from cooperation.snapshots.rows import content


class SurvivorForm(forms.Form):
    """Chooses the record that stays, among those of the same kind."""

    into = forms.ModelChoiceField(
        queryset=None,
        label=gettext_lazy("Merge into"),
        error_messages={
            "invalid_choice": gettext_lazy(
                "There is no such record of this kind. Choose another from the list."
            )
        },
    )

    def __init__(self, record, admin_site, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = Record.model_of(record.kind)._meta.get_field("record")
        self.fields["into"].queryset = Record.objects.of_kind(record.kind)
        self.fields["into"].widget = PreloadedAutocomplete(own, admin_site)
        self.fields["into"].widget.choices = self.fields["into"].choices


class DuplicatePages(DeskPages):
    PAGES = {"merge": ("<int:pk>/merge/", "merge_view")}

    def merge_view(self, request, pk):
        """Show what a merge into ``?into=`` would change; with POST, merge.

        If either record has changed since the page was shown, show the page again.
        """
        record = self.get_viewable(request, pk)
        self._check_rights(request, record)
        form = SurvivorForm(record, self.admin.admin_site, request.GET or None)
        if not form.is_valid():
            return self._merge_page(request, record, form)
        survivor = form.cleaned_data["into"]
        try:
            self._check_rights(request, survivor.as_kind())
            check_can_merge(record.record, survivor)
            if request.method == "POST":
                with transaction.atomic():
                    if self._are_unchanged(request, record.record, survivor):
                        self._merge(request, record.record, survivor)
                        return redirect(self.address_of("change", survivor))
        except Invalid as refusal:
            form.add_error("into", " ".join(map(str, refusal.errors["into"])))
            return self._merge_page(request, record, form)
        return self._merge_page(request, record, form, duplicate=record.record, survivor=survivor)

    def _check_rights(self, request, record):
        is_refused = rights.against_withdrawing(request.user)
        if is_refused or not self.admin.has_change_permission(request, record):
            raise PermissionDenied

    def _are_unchanged(self, request, *records):
        """Lock both records; return whether they are as the page showed them."""
        keys = [record.pk for record in records]
        if len(Record.objects.locked(keys)) != len(keys):  # deleted just now
            raise Http404
        seen = unseal(request.POST.get("seen"), "merge-into", records[0].pk)
        if seen is None:
            raise PermissionDenied
        return [content(each) for each in seen] == [content(capture(each)) for each in records]

    def _merge_page(self, request, record, form, duplicate=None, survivor=None):
        context = {"form": form, "media": Media.from_media(form.media, nonce=request.csp_nonce)}
        if survivor:
            sides = [capture(duplicate), capture(survivor)]
            context |= {
                "survivor": survivor,
                "summary": MergeSummary(plan_of(duplicate, survivor), *sides),
                "links": LinkedToDuplicate(duplicate, survivor),
                "seen": seal(sides, "merge-into", duplicate.pk),
                "has_changed": request.method == "POST",
            }
        title = _("Merge a duplicate: %s") % record
        return self.record_page(request, "admin/merge_into.html", record, title=title, **context)

    def _merge(self, request, duplicate, survivor):
        merge_duplicate(duplicate, survivor, request.user, request.POST.get("note", ""))
        names = {"duplicate": duplicate, "survivor": survivor}
        text = _("“%(duplicate)s” was merged into “%(survivor)s”.") % names
        for each in (duplicate, survivor):
            self.admin.log_change(request, each.as_kind(), text)
        self.notify(request, text, messages.SUCCESS)
