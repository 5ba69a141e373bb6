"""The admin site, apart from the package ``cooperation.admin`` that registers models with it."""

from django.contrib import admin, messages
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import LogoutView
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cooperation.admin_site.destination import login_destination
from cooperation.admin_site.lists import SearchField, StrictListAdmin
from cooperation.admin_site.rich_text import checked_address, pasted_text
from cooperation.changes import rights
from cooperation.domain.languages import TRANSLATION_NAMES
from cooperation.limits.logins import Attempt
from cooperation.models import Evidence, Mention, Record, SiteSettings
from cooperation.queries.desk import Desk
from cooperation.queries.work_status import WorkStatus
from cooperation.work import queue


class RegisterAutocompleteView(AutocompleteJsonView):
    """Adds the kind to each record, since an agreement and an event can share a title."""

    def get(self, request, *args, **kwargs):
        try:
            SearchField().clean(request.GET.get("term", ""))
        except ValidationError as error:
            return JsonResponse({"error": " ".join(error.messages)}, status=400)
        return super().get(request, *args, **kwargs)

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        if type(obj) is Record:
            result["text"] = f"{obj.title} ({obj.kind_label})"
        if type(obj) is Evidence:
            result["text"] = f"{obj.quote or obj.note} ({obj.record})"
        return result


class LoggedOutView(LogoutView):
    """Always shows the logged-out page, even with ``?next=``."""

    def get_success_url(self):
        return self.request.get_full_path()


class RegisterAdminSite(admin.AdminSite):
    index_title = _("Editors’ desk")
    logout_template = "admin/logged_out.html"

    def register(self, model_or_iterable, admin_class=None, **options):
        """Register models with StrictListAdmin as first base class."""
        given = admin_class or admin.ModelAdmin
        declared = type(given.__name__, (StrictListAdmin, given), {"__module__": given.__module__})
        super().register(model_or_iterable, declared, **options)

    def login(self, request, extra_context=None):
        # Django’s login template uses “site” for the host
        own = {"site": SiteSettings.current(), "next": login_destination(request)}
        if request.method != "POST":
            return super().login(request, (extra_context or {}) | own)
        attempt = Attempt(request)
        attempt.count()
        if not attempt.may_try:
            return _locked_out(request, attempt)
        response = super().login(request, (extra_context or {}) | own)
        if response.status_code == 302:
            response = redirect(own["next"])
            add_never_cache_headers(response)
            attempt.succeeded(response)
            return response
        return _locked_out(request, attempt) if attempt.is_last else response

    def logout(self, request, extra_context=None):
        """Log out; the page makes the browser forget the typing of this user."""
        own = {
            "site": SiteSettings.current(),
            "logged_out": request.user.pk,
            "is_nav_sidebar_enabled": False,
            "has_permission": False,
        }
        context = {**self.each_context(request), **(extra_context or {}), **own}
        view = LoggedOutView.as_view(template_name=self.logout_template, extra_context=context)
        return view(request)

    def get_urls(self):
        again = self.admin_view(require_POST(self.try_again))
        return [
            path("work/<uuid:key>/again/", again, name="work_again"),
            path("pasted-text/", self.admin_view(pasted_text), name="pasted_text"),
            path("link-address/", self.admin_view(checked_address), name="link_address"),
            *super().get_urls(),
        ]

    def try_again(self, request, key):
        """Queue a failed task again."""
        if not rights.may_publish(request.user):
            raise PermissionDenied
        if not queue.retry_now(key):
            raise Http404
        messages.success(request, _("The task will run again."))
        return redirect(f"{self.name}:index")

    def index(self, request, extra_context=None):
        may_publish = rights.may_publish(request.user)
        desk = Desk(request.user, may_publish)
        own = {
            "desk": desk,
            "work": WorkStatus() if may_publish else None,
            "untranslated": [_untranslated_links(*found) for found in desk.untranslated()],
            "may_decide_mentions": self.get_model_admin(Mention).has_view_permission(request),
        }
        return super().index(request, {**(extra_context or {}), **own})

    def autocomplete_view(self, request):
        return RegisterAutocompleteView.as_view(admin_site=self)(request)


def _locked_out(request, attempt):
    """Return the response to too many wrong passwords."""
    response = render(request, "admin/locked_out.html", status=429)
    response.headers["Retry-After"] = str(attempt.seconds)
    add_never_cache_headers(response)
    return response


def _untranslated_links(model, numbers):
    """Return a kind’s name and [(language, number, URL)] of its missing translations."""
    address = reverse(f"admin:cooperation_{model._meta.model_name}_changelist")
    names = dict(TRANSLATION_NAMES)
    links = [
        (names[code], number, f"{address}?translation=missing-{code}&status__exact=published")
        for code, number in numbers.items()
    ]
    return capfirst(model._meta.verbose_name_plural), links
