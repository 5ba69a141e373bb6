"""The admin site itself. It must stand outside the package that registers models with it."""

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.utils.translation import gettext_lazy as _

from cooperation.models import Evidence, Mention, Record, SiteSettings
from cooperation.queries.desk import waiting


class RegisterAutocompleteView(AutocompleteJsonView):
    """Names the kind beside each record, since an agreement and an event can share a title."""

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        if type(obj) is Record:
            result["text"] = f"{obj.title} ({obj.kind_label})"
        if type(obj) is Evidence:
            result["text"] = f"{obj.quote or obj.note} ({obj.record})"
        return result


class RegisterAdminSite(admin.AdminSite):
    """The editors’ desk."""

    site_header = _("Cooperation Register")
    site_title = _("Cooperation Register")
    index_title = _("Editors’ desk")
    logout_template = "admin/logged_out.html"

    def login(self, request, extra_context=None):
        # Django’s own page for logging in calls the host “site”.
        return super().login(request, (extra_context or {}) | {"site": SiteSettings.current()})

    def logout(self, request, extra_context=None):
        """Tell the page that follows whose typing the browser is to forget."""
        own = {
            "site": SiteSettings.current(),
            "logged_out": request.user.pk,
            "is_nav_sidebar_enabled": False,
        }
        return super().logout(request, (extra_context or {}) | own)

    def index(self, request, extra_context=None):
        found = waiting()
        if not self.get_model_admin(Mention).has_view_permission(request):
            found["mention_count"] = 0
        return super().index(request, {**(extra_context or {}), "waiting": found})

    def autocomplete_view(self, request):
        return RegisterAutocompleteView.as_view(admin_site=self)(request)
