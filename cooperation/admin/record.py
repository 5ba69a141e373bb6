"""Records of every kind, for the fields that can hold any of them."""

from django.contrib import admin

from cooperation.models import Record


@admin.register(Record)
class AnyRecordAdmin(admin.ModelAdmin):
    """Only searched through; each record is edited as what it is."""

    search_fields = ("title_en", "title_ru", "title_uz", "partner__short_name_en", "aliases__text")
    ordering = ("title",)

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
