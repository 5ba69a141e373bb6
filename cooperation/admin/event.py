"""Editing events."""

from django.contrib import admin

from cooperation.admin.desk.record_admin import RecordAdmin
from cooperation.models import Event


@admin.register(Event)
class EventAdmin(RecordAdmin):
    PROSE = ("title", "summary", "venue", "city", "country", "outcomes")
    list_filter = ("status", "type", "state", "format")
    FACTS = (
        "type",
        ("state", "gap_state"),
        ("when", "gap_when"),
        ("format", "gap_format"),
        ("venue_en", "city_en", "country_en", "gap_place"),
        ("outcomes_en", "gap_outcomes"),
        ("gap_hosts", "gap_initiators", "gap_participants"),
    )
