"""Editing topics."""

from django.contrib import admin

from cooperation.admin.desk.record_admin import RecordAdmin
from cooperation.models import Topic


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    date_hierarchy = None
