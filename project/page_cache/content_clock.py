"""Tells from one request to the next whether the pages may have changed."""

import json
import time
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cooperation.models import ContentVersion


class ContentPeriod(NamedTuple):
    """A time in which the same row means the same pages, in seconds since 1970.

    It ends at the next scheduled moment, or at midnight in the time zone of the site, because
    some pages depend on the day.
    """

    row: tuple
    since: float
    until: float


class ContentClock:
    """Reads the content version with one short query, and works out the rest when it changes."""

    def __init__(self):
        self._period = None

    def current(self):
        """Return the ContentPeriod of now; the same ContentPeriod means the same pages.

        Raises DatabaseError.
        """
        row, now, known = ContentVersion.read(), time.time(), self._period
        if known is None or known.row != row or not known.since <= now < known.until:
            known = self._period = _period(row, now)
        return known


def _period(row, now):
    _number, moments = row
    scheduled = [parse_datetime(text).timestamp() for text in json.loads(moments)]
    zone = timezone.get_default_timezone()
    day = datetime.fromtimestamp(now, UTC).astimezone(zone).date()
    midnights = [
        datetime.combine(each, datetime.min.time(), zone).timestamp()
        for each in (day, day + timedelta(days=1))
    ]
    moments = [*scheduled, *midnights]
    since = max(moment for moment in moments if moment <= now)
    return ContentPeriod(row, since, min(moment for moment in moments if moment > now))
