"""Merging a duplicate into the record that stays: choose it, look at what will move, confirm."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset.media import Media

from cooperation.admin.fields import KnownAutocomplete
from cooperation.admin.merger_words import Told
from cooperation.admin.opened import seal, unseal
from cooperation.admin.record_pages import RecordPages
from cooperation.changes.going_live import settle
from cooperation.changes.merge_duplicate import plan_of, refuse_unless_possible, unite
from cooperation.models import Record
from cooperation.queries.duplicates import Beside
from cooperation.snapshots.capture import capture
from cooperation.snapshots.rows import content
from cooperation.sourcing.index import index_later
from cooperation.sourcing.mentions import articles_with, scan_articles, scan_for


class IntoForm(forms.Form):
    """The record that stays, among those of the same kind."""

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
        self.fields["into"].widget = KnownAutocomplete(own, admin_site)
        self.fields["into"].widget.choices = self.fields["into"].choices


class DuplicateViews(RecordPages):
    """Adds to a kind of record the page that merges one of them into another."""

    def get_urls(self):
        name = f"cooperation_{self.opts.model_name}_merge"
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<int:pk>/merge/", view, name=name), *super().get_urls()]

    def merge_view(self, request, pk):
        """Show what a merger into ``?into=`` would do, and do it once that is confirmed.

        If either record has changed since it was shown, it is shown again.
        """
        record = self.viewable(request, pk)
        self._permit(request, record)
        form = IntoForm(record, self.admin_site, request.GET or None)
        if not form.is_valid():
            return self._merge_page(request, record, form)
        keys = sorted([record.pk, form.cleaned_data["into"].pk])
        with transaction.atomic():
            locked = {each.pk: each for each in Record.objects.locked(keys)}
            if locked.keys() != {*keys}:  # deleted just now
                raise Http404
            duplicate, survivor = locked[record.pk], locked[form.cleaned_data["into"].pk]
            try:
                self._permit(request, survivor.as_kind())
                refuse_unless_possible(duplicate, survivor)
            except ValidationError as error:
                form.add_error("into", error)
                return self._merge_page(request, record, form)
            if request.method == "POST" and self._is_as_shown(request, duplicate, survivor):
                self._unite(request, duplicate, survivor)
                return redirect(self.address_of("change", survivor))
            return self._merge_page(request, record, form, duplicate=duplicate, survivor=survivor)

    def _permit(self, request, record):
        if not (
            self.has_publish_permission(request) and self.has_change_permission(request, record)
        ):
            raise PermissionDenied

    def _is_as_shown(self, request, *records):
        """Whether nobody has changed either record since the editor saw what would happen."""
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
                "told": Told(plan_of(duplicate, survivor), *sides),
                "beside": Beside(duplicate, survivor),
                "seen": seal(sides, "merge-into", duplicate.pk),
                "has_changed": request.method == "POST",
            }
        title = _("Merge a duplicate: %s") % record
        return self.record_page(request, "admin/merge_into.html", record, title=title, **context)

    def _unite(self, request, duplicate, survivor):
        before = capture(survivor)
        articles = articles_with([duplicate])
        unite(duplicate, survivor, request.user, request.POST.get("note", ""))
        settle(survivor, before)
        scan_articles(articles)
        scan_for(duplicate)
        index_later(duplicate)
        names = {"duplicate": duplicate, "survivor": survivor}
        text = _("“%(duplicate)s” was merged into “%(survivor)s”.") % names
        for each in (duplicate, survivor):
            self.log_change(request, each.as_kind(), text)
        self.message_user(request, text, messages.SUCCESS)
