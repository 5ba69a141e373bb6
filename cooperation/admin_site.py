"""The admin site itself. It must stand outside the package that registers models with it."""

from urllib.parse import unquote, urlsplit

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import LogoutView
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cooperation.domain.languages import ORIGINAL, TRANSLATION_NAMES
from cooperation.limits.logins import Attempt
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


class LoggedOutView(LogoutView):
    """Always tells that somebody is logged out, wherever the address would lead on to."""

    def get_success_url(self):
        return self.request.get_full_path()


class RegisterAdminSite(admin.AdminSite):
    """The editors’ desk."""

    site_header = _("Cooperation Register")
    site_title = _("Cooperation Register")
    index_title = _("Editors’ desk")
    logout_template = "admin/logged_out.html"

    def login(self, request, extra_context=None):
        # Django’s own page for logging in calls the host “site”.
        own = {"site": SiteSettings.current(), "next": _destination(request)}
        if request.method != "POST":
            return super().login(request, (extra_context or {}) | own)
        attempt = Attempt(request)
        attempt.count()
        if not attempt.may_try:
            return _locked(request, attempt)
        response = super().login(request, (extra_context or {}) | own)
        if response.status_code == 302:
            response = redirect(own["next"])
            add_never_cache_headers(response)
            attempt.succeeded(response)
            return response
        return _locked(request, attempt) if attempt.is_last else response

    def logout(self, request, extra_context=None):
        """Tell the page that follows whose typing the browser is to forget."""
        own = {
            "site": SiteSettings.current(),
            "logged_out": request.user.pk,
            "is_nav_sidebar_enabled": False,
            "has_permission": False,
        }
        context = {**self.each_context(request), **(extra_context or {}), **own}
        view = LoggedOutView.as_view(template_name=self.logout_template, extra_context=context)
        request.current_app = self.name
        return view(request)

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


def _locked(request, attempt):
    """Answer whoever has tried too many passwords."""
    response = render(request, "admin/locked_out.html", status=429)
    response.headers["Retry-After"] = str(attempt.seconds)
    add_never_cache_headers(response)
    return response


LONGEST_NEXT = 2000
"""Characters of an address to go on to; the browsers and proxies of editors take more."""


def _destination(request):
    """Return where logging in leads: to ``next`` if it is a page of this site, else to the desk."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    return wanted if _is_page_here(request, wanted) else reverse("admin:index")


def _is_page_here(request, wanted):
    if len(wanted) > LONGEST_NEXT or not wanted.startswith("/"):
        return False
    is_secure, host = request.is_secure(), request.get_host()
    if not url_has_allowed_host_and_scheme(wanted, {host}, require_https=is_secure):
        return False
    path = unquote(urlsplit(wanted).path)
    if not path.isprintable():
        return False
    try:
        with translation.override(translation.get_language_from_path(path) or ORIGINAL):
            name = resolve(path).url_name
    except Resolver404:
        return False
    return name not in (None, "login", "logout")


def _lacking(model, numbers):
    """Return what the desk shows of a kind with missing translations: its name, and links."""
    address = reverse(f"admin:cooperation_{model._meta.model_name}_changelist")
    names = dict(TRANSLATION_NAMES)
    links = [
        (names[code], number, f"{address}?translation=missing-{code}&status__exact=published")
        for code, number in numbers.items()
    ]
    return capfirst(model._meta.verbose_name_plural), links
