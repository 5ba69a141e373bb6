"""Events for calendar files, with their last change."""

from typing import NamedTuple

from django.db.models import OuterRef

from cooperation.models import Event, Revision
from cooperation.queries.published_changes import FeedEntry, latest_changes

MOST_EVENTS = 500
"""The most events in a calendar; the latest ones are kept."""


class CalendarEvent(NamedTuple):
    event: Event
    sequence: int
    """The number of its latest revision (SEQUENCE, RFC 5545)."""
    change: FeedEntry
    """Its publication or last major change."""


def calendar_events(events):
    """Return a CalendarEvent for each public event with known days, in order of date.

    Uses a constant number of queries.
    """
    public = events.published().in_calendar().with_list_relations()
    shown = list(_numbered(public).order_by("-when_latest", "-pk")[:MOST_EVENTS])
    events = Event.objects.filter(pk__in=[event.pk for event in shown])
    changes = {each.record.pk: each for each in latest_changes(events, MOST_EVENTS)}
    # An event may be withdrawn between the two queries.
    shown = [event for event in shown if event.pk in changes]
    shown.sort(key=lambda event: (event.days, event.pk))
    return [CalendarEvent(event, event.sequence, changes[event.pk]) for event in shown]


def withdrawn_events():
    """Return withdrawn events that subscribed calendars may still show."""
    return list(_numbered(Event.objects.withdrawn().in_calendar()).order_by("pk")[:MOST_EVENTS])


def _numbered(events):
    return events.annotate(sequence=Revision.objects.latest_number(OuterRef("pk")))
