"""Pictures and documents."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation.models import Document, Image


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin):
    """Pictures with the words that stand for them."""

    list_display = ("title", "alt", "is_decorative", "credit")
    search_fields = ("title_en", "title_ru", "title_uz")
    fieldsets = (
        (None, {"fields": ("title_en", "file", "alt_en", "is_decorative", "credit_en")}),
        (_("In Russian"), {"fields": ("title_ru", "alt_ru", "credit_ru"), "classes": ["collapse"]}),
        (_("In Uzbek"), {"fields": ("title_uz", "alt_uz", "credit_uz"), "classes": ["collapse"]}),
    )


@admin.register(Document)
class DocumentAdmin(admin.ModelAdmin):
    """Files that belong to records."""

    list_display = ("title", "record", "language")
    list_filter = ("language",)
    list_select_related = ("record",)
    search_fields = ("title_en", "title_ru", "title_uz")
    autocomplete_fields = ("record",)
    fields = ("record", "title_en", "title_ru", "title_uz", "file", "language", "order")
