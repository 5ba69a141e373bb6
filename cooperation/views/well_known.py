"""Files that programs expect on every site: robots.txt, security.txt, llms.txt, web manifest."""

import datetime

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from cooperation.domain import languages
from cooperation.domain.kinds import PAGE_KINDS
from cooperation.models import Page, SiteSettings

ABOUT = """\
A public register of international cooperation{owner}. Each value leads to the sentence of an \
article that states it. A value can also be inferred, or come from outside the article, and then \
says so; where nothing is known, the reason is given. Dates and numbers are as precise as the \
source: do not turn “March 2022” into a day, or “over 400” into 400. What is inferred must not be \
quoted as stated.

The pages exist in {languages}; English is the original."""
"""What language models must know to quote the register correctly."""


@require_safe
def robots(request):
    """Return robots.txt (RFC 9309): everything but the admin is allowed."""
    desk = reverse("admin:index")
    lines = [
        "User-agent: *",
        *(f"Disallow: {languages.localized_address(desk, code)}" for code in languages.CODES),
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def security(request):
    """Return security.txt (RFC 9116); 404 without a contact address."""
    contact = SiteSettings.current().contact_email
    if not contact:
        raise Http404
    lines = [
        f"Contact: mailto:{contact}",
        f"Expires: {security_expiry(timezone.now()):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(languages.CODES)}",
        f"Canonical: {settings.SITE_URL}{reverse('security')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def security_expiry(now):
    """Return when security.txt expires: the start of the half-year after the next one.

    That is 6 to 12 months ahead, as RFC 9116 (2.5.5) recommends, and changes only twice a year, so
    that the file can be cached.
    """
    halves = now.year * 2 + (now.month > 6) + 2
    return datetime.datetime(halves // 2, 7 if halves % 2 else 1, 1, tzinfo=datetime.UTC)


def _languages():
    """Return the languages with their prefixes: “English (no prefix) and Russian (/ru/)”."""
    with override(languages.ORIGINAL):
        *most, last = (
            f"{name} ({'no prefix' if code == languages.ORIGINAL else f'/{code}/'})"
            for code, name in languages.LANGUAGES
        )
    return f"{', '.join(most)} and {last}"


@require_safe
def llms(request):
    """Return llms.txt (llmstxt.org), a guide to the site for language models."""
    site, owner = SiteSettings.current(), ""
    if site.owner:
        owner = f", kept by {site.owner}"
    parts = [
        f"# {site.name}",
        site.tagline and f"> {site.tagline}",
        ABOUT.format(owner=owner, languages=_languages()),
        f"Texts and data: {site.licence_text}" if site.licence else "",
        "## Lists",
        _links((kind.plural, reverse(f"{kind.key}-list"), kind.description) for kind in PAGE_KINDS),
        "## What is new",
        _links(
            (
                (
                    "All changes (Atom)",
                    reverse("feed", args=["atom"]),
                    "what was published, and major changes in words",
                ),
                (
                    "Events (iCalendar)",
                    reverse("events-calendar"),
                    "the events whose days are known",
                ),
                ("Feeds", reverse("feeds"), "of each list, search and record"),
            )
        ),
        "## More",
        _links(
            (
                ("Timeline", reverse("timeline"), "what happened when"),
                ("Network", reverse("network"), "who cooperates with whom"),
                ("Sitemap", reverse("sitemap"), "every page"),
                *((page.title, page.get_absolute_url(), "") for page in Page.objects.all()),
            )
        ),
    ]
    text = "\n\n".join(filter(None, parts)) + "\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _links(links):
    return "\n".join(
        f"- [{name}]({settings.SITE_URL}{path}){': ' if words else ''}{words}"
        for name, path, words in links
    )


@require_safe
def manifest(request):
    """Return the web application manifest (W3C) in the language of the address."""
    site = SiteSettings.current()
    data = {
        "name": site.name,
        "description": site.tagline,
        "lang": languages.current(),
        "id": reverse("home"),
        "start_url": reverse("home"),
        "scope": "/",
        "display": "browser",
        "icons": [{"src": static("img/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    data = {name: value for name, value in data.items() if value}
    return JsonResponse(data, content_type="application/manifest+json")
