"""Editing topics."""

from django.contrib import admin

from cooperation.admin.desk.record_admin import RecordAdmin
from cooperation.models import Topic


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    """The controlled list of topics."""

    date_hierarchy = None
