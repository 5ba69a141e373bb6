"""The entry point for gunicorn."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
application = django_application = get_wsgi_application()

if not settings.DEBUG:
    from project.page_cache import PageCache  # needs the applications to be loaded

    application = PageCache(django_application)
