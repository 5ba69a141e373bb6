"""Events as iCalendar files (RFC 5545, RFC 7986), and a calendar to subscribe to."""

import datetime

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar
from icalendar import Event as Component

from cooperation.domain import languages
from cooperation.domain.dates import PartialDate, format_partial_date
from cooperation.domain.texts.text import printable
from cooperation.domain.vocabulary import EventState
from cooperation.filters import EventFilter
from cooperation.models import Event, Record, SiteSettings
from cooperation.models.record import EARLIEST_PUBLICATION
from cooperation.queries.calendar import calendar_events, withdrawn_events
from cooperation.views.conditional import cache_briefly

REFRESH = datetime.timedelta(hours=12)
"""How often programs should update."""

DAY = datetime.timedelta(days=1)


@require_safe
def event_calendar(request, slug):
    """Return a public event as a download; 404 if its days are not certain."""
    found = calendar_events(Event.objects.at(Event.KIND, slug))
    if not found:
        raise Http404
    event = found[0].event
    calendar = _calendar(event.title, f"{settings.SITE_URL}{event.get_absolute_url()}")
    calendar.add_component(_event_component(found[0]))
    response = _answer(calendar, event.updated_at)
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.ics"'
    return response


@require_safe
def events_calendar(request):
    """Return the filtered events as a calendar; 400 in plain text for a wrong filter.

    Without filters it also cancels withdrawn events, see ``_withdrawal``.
    """
    filterset = EventFilter(request.GET, Event.objects.published(), request=request)
    if not filterset.is_valid():
        text = filterset.form.errors_as_text
        return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
    query = filterset.query(sort=None)
    chosen = [f"{label}: {value}" for _name, label, value in filterset.active]
    name = "; ".join([f"{SiteSettings.current().name}: {_('Events')}", *chosen])
    calendar = _calendar(name, f"{settings.SITE_URL}{reverse('event-list')}{query}")
    source = f"{settings.SITE_URL}{reverse('events-calendar')}{query}"
    if note := filterset.unknown_values and filterset.unknown_values.note():
        calendar.add("description", note, parameters={"LANGUAGE": languages.current()})
    calendar.add("source", source, parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    for entry in calendar_events(filterset.qs.order_by()):
        calendar.add_component(_event_component(entry))
    for event in () if filterset.active else withdrawn_events():
        calendar.add_component(_withdrawal(event))
    return _answer(calendar, Record.objects.last_change() or EARLIEST_PUBLICATION)


def _answer(calendar, changed):
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    return cache_briefly(response, changed)


def _calendar(name, url):
    calendar = Calendar()
    calendar.add("prodid", "-//Cooperation Register//Calendar//EN")
    calendar.add("version", "2.0")
    for label in ("name", "x-wr-calname"):  # RFC 7986, and the older name
        calendar.add(label, printable(name), parameters={"LANGUAGE": languages.current()})
    calendar.add("url", url)
    return calendar


def _event_component(entry):
    """Return the VEVENT of a CalendarEvent.

    It lasts whole days and does not mark them as busy. DTSTAMP is the last change, so that an
    unchanged event gives the same bytes.
    """
    event, url = entry.event, f"{settings.SITE_URL}{entry.event.get_absolute_url()}"
    component = _dated(event, *event.days, entry.sequence)
    title = {
        EventState.CANCELLED: _("Cancelled: %(title)s"),
        EventState.POSTPONED: _("Postponed: %(title)s"),
    }.get(event.state, "%(title)s") % {"title": event.title}
    component.add("summary", *_text(event, "title", title))
    component.add("description", *_text(event, "summary", _description(entry, url)))
    if event.place:
        component.add("location", printable(event.place))
    component.add("url", url)
    component.add("categories", [printable(event.get_type_display())])
    if event.is_off:
        component.add("status", "CANCELLED")
    elif event.state == EventState.HELD:
        component.add("status", "CONFIRMED")
    return component


def _dated(event, first, last, sequence):
    component = Component()
    component.add("uid", str(event.uid))
    component.add("dtstamp", event.updated_at)
    component.add("last-modified", event.updated_at)
    component.add("sequence", sequence)
    component.add("dtstart", first)
    component.add("dtend", min(last, datetime.date.max - DAY) + DAY)  # the day after the last
    component.add("transp", "TRANSPARENT")
    return component


def _text(event, field, text):
    """Return a text and its language parameter, as arguments of ``add``."""
    return printable(text), {"LANGUAGE": languages.displayed_language(event, field)}


def _description(entry, url):
    event, change = entry.event, entry.change
    date = format_partial_date(event.when, languages.current())
    if event.when_basis == "inferred":
        date = _("%(date)s (inferred)") % {"date": date}
    elif event.when_basis:
        date = _("%(date)s (from outside the article)") % {"date": date}
    lines = [event.summary, date]
    if not change.is_first:
        day = PartialDate.from_edtf(timezone.localdate(change.updated).isoformat())
        words = {"date": format_partial_date(day, languages.current()), "note": change.note}
        lines += [_("Changed on %(date)s: %(note)s") % words, *change.differences]
    return "\n".join(filter(None, [*lines, url]))


def _withdrawal(event):
    """Return the VEVENT that cancels a withdrawn event in subscribed calendars.

    It has the same UID and no content. Its date, which is required (RFC 5545, 3.6.1), is the day of
    the withdrawal.
    """
    day = timezone.localdate(event.updated_at)
    component = _dated(event, day, day, event.sequence)
    component.add("summary", _("Withdrawn from the register"))
    component.add("status", "CANCELLED")
    return component
