"""What the pages about one record have in common, beside its form."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse

from cooperation.models import Record


def admin_url(record):
    """Return the address of the form of a record."""
    name = Record.model_of(record.kind)._meta.model_name
    return reverse(f"admin:cooperation_{name}_change", args=[record.pk])


class RecordPages:
    """Finds the record of an address, and sets a page about it into the admin."""

    def viewable(self, request, pk):
        """Return the record; Http404 if there is none, PermissionDenied if it may not be seen."""
        record = self.get_object(request, str(pk))
        if record is None:
            raise Http404
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        return record

    def changeable(self, request, pk):
        """Return the record like ``viewable``; PermissionDenied if it may not be changed."""
        record = self.viewable(request, pk)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        return record

    def address_of(self, name, record):
        """Return the address of a page of the admin for one record."""
        return reverse(f"admin:cooperation_{self.opts.model_name}_{name}", args=[record.pk])

    def page(self, request, template, **context):
        """Return a page with everything that the frame of the admin needs."""
        common = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, template, common | context)

    def record_page(self, request, template, record, **context):
        """Return a page about one record, with its place in the admin above it."""
        common = {
            "original": record,
            "form_address": self.address_of("change", record),
            "history_address": self.address_of("history", record),
            "draft_address": self.address_of("draft", record),
            "preview_address": self.address_of("preview", record),
        }
        return self.page(request, template, **common | context)
