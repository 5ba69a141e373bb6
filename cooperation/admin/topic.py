"""Editing topics."""

from django.contrib import admin

from cooperation.admin.base import RecordAdmin
from cooperation.models import Topic


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    """The controlled list of topics."""

    date_hierarchy = None
