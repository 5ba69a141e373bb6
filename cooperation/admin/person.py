"""Editing people."""

from django.contrib import admin

from cooperation.admin.desk.record_admin import RecordAdmin
from cooperation.models import Person


@admin.register(Person)
class PersonAdmin(RecordAdmin):
    date_hierarchy = None
    FACTS = ("gap_role",)
