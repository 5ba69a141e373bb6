"""Pictures and documents."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation.admin.base import UsedAdmin
from cooperation.admin.fields import PlainLabels
from cooperation.models import Document, Image, Record
from cooperation.queries.usage import images_used


@admin.register(Image)
class ImageAdmin(UsedAdmin, PlainLabels, admin.ModelAdmin):
    """Pictures with the words that stand for them."""

    list_display = ("title", "alt", "is_decorative", "credit")
    search_fields = ("title_en", "title_ru", "title_uz")

    def get_uses(self, objs):
        return images_used(objs)

    def has_change_permission(self, request, obj=None):
        """Whoever may not publish may not change a picture that the public sees either."""
        return super().has_change_permission(request, obj) and (
            obj is None
            or request.user.has_perm("cooperation.publish_record")
            or not obj.records.filter(status=Record.Status.PUBLISHED).exists()
        )

    fieldsets = (
        (None, {"fields": ("title_en", "file", "alt_en", "is_decorative", "credit_en")}),
        (_("In Russian"), {"fields": ("title_ru", "alt_ru", "credit_ru"), "classes": ["collapse"]}),
        (_("In Uzbek"), {"fields": ("title_uz", "alt_uz", "credit_uz"), "classes": ["collapse"]}),
    )


@admin.register(Document)
class DocumentAdmin(PlainLabels, admin.ModelAdmin):
    """Files of all records; whoever may not publish edits them on the forms of drafts."""

    list_display = ("title", "record", "language")
    list_filter = ("language",)
    list_select_related = ("record",)
    search_fields = ("title_en", "title_ru", "title_uz")
    autocomplete_fields = ("record",)

    def _may_publish(self, request):
        return request.user.has_perm("cooperation.publish_record")

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and self._may_publish(request)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and self._may_publish(request)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may_publish(request)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may_publish(request)

    fields = ("record", "title_en", "title_ru", "title_uz", "file", "language", "order")
