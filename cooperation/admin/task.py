"""What the worker has to do stands on the first page of the desk, in words (queries/work.py)."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

admin.site.unregister(DBTaskResult)
