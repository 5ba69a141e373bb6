"""The public pages of events."""

from django.conf import settings
from django.urls import reverse

from cooperation.models import Event
from cooperation.queries.activity import ActivityDossier
from cooperation.views.base import RecordDetailView, RecordListView
from cooperation.views.lineage import LineageMixin


class EventListView(RecordListView):
    model = Event

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        query = self.filterset.query(sort=None) if self.filterset.is_valid() else ""
        return context | {
            "calendar": f"{reverse('events-calendar')}{query}",
            "calendar_page": f"{reverse('calendar')}{query}",
        }


class CalendarView(EventListView):
    """How to subscribe to the events, with the events that calendars cannot show."""

    def get_queryset(self):
        return super().get_queryset().not_in_calendar()

    def get_template_names(self):
        return ["cooperation/calendar.html"]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"calendar_address": f"{settings.SITE_URL}{context['calendar']}"}


class EventDetailView(LineageMixin, RecordDetailView):
    model = Event
    dossier_class = ActivityDossier

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        has_file = self.object.is_published and self.object.days and not self.past
        address = reverse("event-calendar", args=[self.object.slug]) if has_file else ""
        return context | {"calendar": address, "why_no_calendar": self.object.why_not_in_calendar}
