"""The events that a calendar can show, with what their history tells."""

from typing import NamedTuple

from django.db.models import OuterRef

from cooperation.models import Event, Revision
from cooperation.queries.published_changes import FeedEntry, latest_changes

MOST_EVENTS = 500
"""How many events a calendar holds: those furthest in the future, then back in time."""


class CalendarEvent(NamedTuple):
    """One event on its days."""

    event: Event
    sequence: int
    """How often it was changed: the number of its latest revision."""
    change: FeedEntry
    """Its publication or last major change."""


def calendar_events(events):
    """Return the public events that have days among ``events``, as Happening, the first first.

    A constant number of queries.
    """
    public = events.published().on_days().with_list_relations()
    shown = list(_numbered(public).order_by("-when_latest", "-pk")[:MOST_EVENTS])
    changes = latest_changes(
        Event.objects.filter(pk__in=[event.pk for event in shown]), MOST_EVENTS
    )
    changes = {change.record.pk: change for change in changes}
    # Neither was withdrawn between the queries.
    shown = [event for event in shown if event.pk in changes]
    shown.sort(key=lambda event: (event.days, event.pk))
    return [CalendarEvent(event, event.sequence, changes[event.pk]) for event in shown]


def withdrawn_events():
    """Return the events that calendars of readers may still hold, without anything to be told."""
    return list(_numbered(Event.objects.withdrawn().on_days()).order_by("pk")[:MOST_EVENTS])


def _numbered(events):
    return events.annotate(sequence=Revision.objects.latest_number(OuterRef("pk")))
