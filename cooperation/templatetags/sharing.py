"""Template tags for what other sites read of a page."""

from django import template
from django.conf import settings
from django.urls import reverse

from cooperation.domain import languages

register = template.Library()


@register.simple_tag
def absolute_url(name, *args):
    """Return an address with the host of the site, as other sites need it."""
    return f"{settings.SITE_URL}{reverse(name, args=args)}"


@register.simple_tag
def locale():
    """Return the language in use with its country, as Open Graph names it: ``ru_RU``."""
    return languages.LOCALES[languages.current()]
