"""Editing initiatives."""

from django.contrib import admin

from cooperation.admin.desk.record_admin import RecordAdmin
from cooperation.models import Initiative


@admin.register(Initiative)
class InitiativeAdmin(RecordAdmin):
    list_filter = ("status", "type", "state")
    FACTS = (
        "type",
        ("state", "gap_state"),
        ("when", "gap_when"),
        ("count", "gap_count"),
        "gap_initiators",
    )
