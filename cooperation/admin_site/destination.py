"""Redirects after login."""

from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from cooperation.domain.languages import ORIGINAL

MAX_NEXT_LENGTH = 2000
"""Characters of ``next``; browsers and proxies accept more."""


def login_destination(request):
    """Return ``next`` if it is a page of this site, else the URL of the desk."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    return wanted if _is_page_here(request, wanted) else reverse("admin:index")


def _is_page_here(request, wanted):
    if len(wanted) > MAX_NEXT_LENGTH or not wanted.startswith("/"):
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
