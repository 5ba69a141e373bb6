"""Editing partners."""

from django.contrib import admin

from cooperation.admin.desk.record_admin import RecordAdmin
from cooperation.models import Partner


@admin.register(Partner)
class PartnerAdmin(RecordAdmin):
    PROSE = ("title", "short_name", "summary")
    list_filter = ("status", "type")
    date_hierarchy = None
    search_fields = (*RecordAdmin.search_fields, "short_name_en")
    FACTS = ("type", ("short_name_en", "gap_short_name"), "gap_members")
