"""What the admin of a record and that of an item have in common."""

from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from cooperation.changes import rights
from cooperation.changes.errors import Refused


class DeskAdmin:
    """Adds the pages of the desk, and deletes through ``changes``.

    Subclasses set ``PAGES`` (DeskPages classes), ``HISTORY`` (the one with the revisions),
    ``delete_objects(objects, by)`` and ``session`` (state of one request for the form, set on a
    copy of the admin).
    """

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
