"""Base class of the pages of the desk."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from cooperation.models import Record


def admin_url(record):
    """Return the URL of the form of a record."""
    name = Record.model_of(record.kind)._meta.model_name
    return reverse(f"admin:cooperation_{name}_change", args=[record.pk])


class DeskPages:
    """Pages about records of one kind; ``admin`` is the admin of that kind.

    Subclasses list their pages in ``PAGES``, {name: (route, method)}.
    """

    PAGES = {}

    def __init__(self, admin):
        self.admin, self.opts = admin, admin.opts

    def get_urls(self):
        """Return the URL patterns, named cooperation_<model>_<name>."""
        view = self.admin.admin_site.admin_view
        return [
            path(address, view(getattr(self, method)), name=self.url_name(name))
            for name, (address, method) in self.PAGES.items()
        ]

    def url_name(self, name):
        return f"cooperation_{self.opts.model_name}_{name}"

    def get_viewable(self, request, pk):
        """Return the record; raises Http404, or PermissionDenied if the user may not view it."""
        record = self.admin.get_object(request, str(pk))
        if record is None:
            raise Http404
        if not self.admin.has_view_permission(request, record):
            raise PermissionDenied
        return record

    def get_changeable(self, request, pk):
        """Return the record; raises Http404, or PermissionDenied if the user may not change it."""
        record = self.get_viewable(request, pk)
        if not self.admin.has_change_permission(request, record):
            raise PermissionDenied
        return record

    def address_of(self, name, record):
        """Return the URL of a page about one record."""
        return reverse(f"admin:{self.url_name(name)}", args=[record.pk])

    def notify(self, request, text, level):
        """Add a message; ``level`` is one of django.contrib.messages."""
        self.admin.message_user(request, text, level)

    def page(self, request, template, **context):
        """Return a response with the context that every admin template needs."""
        common = {**self.admin.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, template, common | context)

    def record_page(self, request, template, record, **context):
        """Return a response about one record, with links to its other pages."""
        names = {"form": "change", "history": "history", "draft": "draft", "preview": "preview"}
        common = {f"{key}_address": self.address_of(name, record) for key, name in names.items()}
        return self.page(request, template, **{"original": record} | common | context)
