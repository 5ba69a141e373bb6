"""The admin site itself. It must stand outside the package that registers models with it."""

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cooperation.domain.languages import TRANSLATION_NAMES
from cooperation.models import Evidence, Mention, Record, SiteSettings
from cooperation.queries.desk import Desk


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
        desk = Desk(request.user, request.user.has_perm("cooperation.publish_record"))
        own = {
            "desk": desk,
            "untranslated": [_lacking(*found) for found in desk.untranslated()],
            "may_decide_mentions": self.get_model_admin(Mention).has_view_permission(request),
        }
        return super().index(request, {**(extra_context or {}), **own})

    def autocomplete_view(self, request):
        return RegisterAutocompleteView.as_view(admin_site=self)(request)


def _lacking(model, numbers):
    """Return what the desk shows of a kind with missing translations: its name, and links."""
    address = reverse(f"admin:cooperation_{model._meta.model_name}_changelist")
    names = dict(TRANSLATION_NAMES)
    links = [
        (names[code], number, f"{address}?translation=missing-{code}&status__exact=published")
        for code, number in numbers.items()
    ]
    return capfirst(model._meta.verbose_name_plural), links
