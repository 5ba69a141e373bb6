"""The public pages of events."""

from cooperation.models import Event
from cooperation.views.base import RecordDetailView, RecordListView


class EventListView(RecordListView):
    """All published events."""

    model = Event


class EventDetailView(RecordDetailView):
    """One event."""

    model = Event
