"""Editing expert councils and their working groups."""

from django.contrib import admin

from cooperation.admin.base import RecordAdmin
from cooperation.models import ExpertCouncil, WorkingGroup


@admin.register(ExpertCouncil)
class ExpertCouncilAdmin(RecordAdmin):
    """Expert councils."""

    PROSE = ("title", "summary", "mandate", "composition")
    FACTS = (
        ("when", "gap_when"),
        ("mandate_en", "gap_mandate"),
        ("composition_en", "gap_composition"),
        ("gap_launched_at", "gap_working_groups", "gap_members"),
    )
    GAPS = ("when", "mandate", "composition", "launched_at", "working_groups", "members")


@admin.register(WorkingGroup)
class WorkingGroupAdmin(RecordAdmin):
    """Working groups, shown on the page of their council."""

    PROSE = ("title", "summary", "mandate")
    autocomplete_fields = ("council", "image")
    list_filter = ("status", "council")
    FACTS = ("council", ("count", "gap_count"), ("mandate_en", "gap_mandate"), "gap_members")
    GAPS = ("count", "mandate", "members")
