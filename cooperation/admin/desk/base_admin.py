"""What the admin of a record and that of an item have in common."""

from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.pages.base import admin_url
from cooperation.changes import rights
from cooperation.changes.errors import Refused
from cooperation.models import Evidence, Mention, Presence, Record, SearchEntry

HIDDEN_MODELS = (SearchEntry, Presence)
"""Models that the list of deleted objects leaves out: no editor wrote them."""


class DeskAdmin:
    """Adds the pages of the desk, and deletes through ``changes``.

    Subclasses set ``PAGES`` (DeskPages classes), ``HISTORY`` (the one with the revisions),
    ``session`` (state of one request for the form, set on a copy of the admin), and for deleting:
    ``uses_of(objects)``, ``against_deleting(by, objects)`` and ``delete_objects(objects, by)``.
    """

    delete_confirmation_template = "admin/used_confirmation.html"
    delete_selected_confirmation_template = "admin/used_selected_confirmation.html"

    def get_urls(self):
        pages = [url for page in self.PAGES for url in page(self).get_urls()]
        return [*pages, *super().get_urls()]

    def address_of(self, name, record):
        return self.HISTORY(self).address_of(name, record)

    def record_page(self, request, template, record, **context):
        return self.HISTORY(self).record_page(request, template, record, **context)

    def history_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, object_id)
        context = self.HISTORY(self).history_context(request, record) if record else {}
        return super().history_view(request, object_id, {**context, **(extra_context or {})})

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["has_publish_permission"] = rights.may_publish(request.user)
        context["draft"] = self.session.draft
        context["restored"] = self.session.restored
        context["reopens"] = obj is not None and obj.pk is not None
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def redirect_after_draft(self, request, record):
        """Redirect as the pressed button asks, without Django’s message “was changed”."""
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, record)
        if "_continue" in request.POST or "_publish" in request.POST:
            return redirect(request.get_full_path())
        if "_addanother" in request.POST:
            return redirect(reverse(f"admin:cooperation_{self.opts.model_name}_add"))
        return self.response_post_save_change(request, record)

    def delete_model(self, request, obj):
        self.delete_queryset(request, [obj])

    def delete_queryset(self, request, queryset):
        try:
            self.delete_objects(list(queryset), request.user)
        except Refused as refusal:  # it was still allowed when Django asked
            raise PermissionDenied(str(refusal)) from refusal

    def get_deleted_objects(self, objs, request):
        """Return what the confirmation shows, with links to everything that uses the objects."""
        deleted, counts, missing, _protected = super().get_deleted_objects(objs, request)
        # the right to delete a kind covers its base record, evidence and mentions
        missing -= {model._meta.verbose_name for model in (Record, Evidence, Mention)}
        uses = [
            format_html(
                '{} <a href="{}">{}</a>',
                use.how,
                admin_url(use.record),
                _("Open “%(title)s”") % {"title": use.record},
            )
            for use in self.uses_of(objs)
        ]
        refusal = None if uses or missing else self.against_deleting(request.user, objs)
        uses += [str(refusal)] if refusal else []
        return without_models(deleted, counts, HIDDEN_MODELS), counts, missing, uses


def without_models(deleted, counts, models):
    """Return the nested list of deleted objects without those of ``models``; not counted either."""
    for model in models:
        counts.pop(model._meta.verbose_name_plural, None)
    return _without(deleted, tuple(f"{capfirst(model._meta.verbose_name)}: " for model in models))


def _without(deleted, labels):
    branches = (_without(each, labels) if isinstance(each, list) else each for each in deleted)
    return [each for each in branches if each != [] and not str(each).startswith(labels)]
