"""Editing expert councils and their working groups."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.pages.base import admin_url
from cooperation.admin.desk.record_admin import RecordAdmin
from cooperation.models import ExpertCouncil, WorkingGroup


@admin.register(ExpertCouncil)
class ExpertCouncilAdmin(RecordAdmin):
    PROSE = ("title", "summary", "mandate", "composition")

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), "groups")

    @admin.display(description=_("working groups"))
    def groups(self, council):
        if not council.pk:
            return _("Save the council first; then add its working groups here.")
        add = reverse("admin:cooperation_workinggroup_add")
        links = [(admin_url(group), group.title) for group in council.working_groups.by_title()]
        links.append((f"{add}?council={council.pk}", _("Add a working group")))
        return format_html_join(" · ", '<a href="{}">{}</a>', links)

    FACTS = (
        "groups",
        ("when", "gap_when"),
        ("mandate_en", "gap_mandate"),
        ("composition_en", "gap_composition"),
        ("gap_launched_at", "gap_working_groups", "gap_members"),
    )


@admin.register(WorkingGroup)
class WorkingGroupAdmin(RecordAdmin):
    PROSE = ("title", "summary", "mandate")
    autocomplete_fields = ("council", "image")
    list_filter = ("status", "council")
    FACTS = ("council", ("count", "gap_count"), ("mandate_en", "gap_mandate"), "gap_members")
