"""Moments in words: aware datetimes, in the time zone of the site and the language in use."""

from django.utils import timezone
from django.utils.formats import date_format


def local_minute(moment):
    """Return a moment to the minute as it is typed, such as “2026-05-03 12:00” in English."""
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
