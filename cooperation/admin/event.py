"""Editing events."""

from django.contrib import admin

from cooperation.admin.base import RecordAdmin
from cooperation.models import Event


@admin.register(Event)
class EventAdmin(RecordAdmin):
    """Events with their figures and outcomes."""

    PROSE = ("title", "summary", "venue", "city", "country", "outcomes")
    list_filter = ("status", "type", "format")
    FACTS = (
        "type",
        ("when", "gap_when"),
        ("format", "gap_format"),
        ("gap_place", "gap_outcomes"),
        ("gap_hosts", "gap_initiators", "gap_participants"),
    )
    GAPS = ("when", "format", "place", "outcomes", "hosts", "initiators", "participants")
