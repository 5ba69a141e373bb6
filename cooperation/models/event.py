"""Events: conferences, meetings, signings and visits."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.domain.dates.calendar_days import CALENDAR_DAYS, calendar_days, why_not_in_calendar
from cooperation.domain.vocabulary import EventFormat, EventState, EventType
from cooperation.models.fields import all_empty, choice_constraint
from cooperation.models.place import PlacedModel
from cooperation.models.record import Record
from cooperation.models.record_queryset import RecordQuerySet
from cooperation.models.text_fields import ProseField


class EventQuerySet(RecordQuerySet):
    """Selects events for calendars."""

    def in_calendar(self):
        """Return the events with certain days; see ``calendar_days``."""
        return self.filter(when__regex=CALENDAR_DAYS)

    def not_in_calendar(self):
        """Return the events without certain days."""
        return self.exclude(when__regex=CALENDAR_DAYS)


class Event(PlacedModel, Record):
    """Something that happened at a time, with people or partners taking part."""

    KIND = "event"
    CLAIMS = (
        "title",
        "type",
        "state",
        "when",
        "place",
        "format",
        "hosts",
        "initiators",
        "participants",
        "outcomes",
    )

    record = models.OneToOneField(
        Record, parent_link=True, primary_key=True, on_delete=models.CASCADE, related_name="event"
    )
    type = models.CharField(_("type"), max_length=20, choices=EventType)
    state = models.CharField(
        _("status"),
        max_length=10,
        choices=EventState,
        blank=True,
        help_text=_("What is postponed or cancelled keeps the date it was to be on."),
    )
    format = models.CharField(_("format"), max_length=10, choices=EventFormat, blank=True)
    outcomes = ProseField(
        _("outcomes"),
        blank=True,
        help_text=_("What came of it, beside the agreements and launches among its relations."),
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(condition=~models.Q(type=""), name="event_has_type"),
            choice_constraint("event", "type", EventType),
            choice_constraint("event", "state", EventState),
            choice_constraint("event", "format", EventFormat),
            models.CheckConstraint(
                condition=~models.Q(format="online") | all_empty("venue", "city", "country"),
                name="event_online_has_no_place",
                violation_error_message=_(
                    "An online event has no place. Empty venue, city and country, "
                    "or choose another format."
                ),
            ),
        ]

    @property
    def is_off(self):
        """Whether it is postponed or cancelled."""
        return self.state in (EventState.POSTPONED, EventState.CANCELLED)

    @property
    def off_label(self):
        """“Postponed” or “Cancelled”, shown next to the date; empty otherwise."""
        return self.get_state_display() if self.is_off else ""

    @property
    def days(self):
        """The first and last day; None if they are not certain."""
        return calendar_days(self.when)

    @property
    def why_not_in_calendar(self):
        """The reason why it is not in the calendar; empty if it is."""
        return why_not_in_calendar(self.when)
