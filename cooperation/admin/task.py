"""Hides the task table of django-tasks; the first page of the desk shows it (queries/work.py)."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

admin.site.unregister(DBTaskResult)
