"""Counts the changes that readers may see."""

from django.db.models import F
from django.utils import timezone

from cooperation.models import ContentVersion, Record


def increase():
    """Increase the content version, and store the scheduled times to come."""
    moments = [moment.isoformat() for moment in Record.objects.upcoming_moments(timezone.now())]
    rows = ContentVersion.objects.filter(pk=1)
    if not rows.update(number=F("number") + 1, moments=moments):
        ContentVersion.objects.create(pk=1, number=1, moments=moments)
