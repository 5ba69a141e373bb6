"""What search engines may read."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from cooperation.domain.languages import CODES, localized_address


@require_safe
def robots(request):
    """Answer robots.txt (RFC 9309): everything but the admin, and where the sitemap is."""
    desk = reverse("admin:index")
    lines = [
        "User-agent: *",
        *(f"Disallow: {localized_address(desk, code)}" for code in CODES),
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
