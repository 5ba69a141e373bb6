"""Records of every kind, for the fields that can hold any of them."""

from django.contrib import admin

from cooperation.admin.read_only import ReadOnly
from cooperation.models import Record


@admin.register(Record)
class AnyRecordAdmin(ReadOnly, admin.ModelAdmin):
    """Only searched through; each record is edited as what it is."""

    search_fields = ("title_en", "title_ru", "title_uz", "partner__short_name_en", "aliases__text")
    ordering = ("title",)

    def has_module_permission(self, request):
        return False
