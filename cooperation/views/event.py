"""The public pages of events."""

from cooperation.models import Event
from cooperation.queries.activity import ActivityDossier
from cooperation.views.base import RecordDetailView, RecordListView
from cooperation.views.lineage import WithLineage


class EventListView(RecordListView):
    """All published events."""

    model = Event


class EventDetailView(WithLineage, RecordDetailView):
    """One event."""

    model = Event

    def get_dossier(self, page):
        return ActivityDossier(self.object, page)
