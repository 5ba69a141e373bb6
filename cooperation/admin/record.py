"""Searches records of every kind, for autocomplete fields."""

from django.contrib import admin

from cooperation.admin.desk.read_only import ReadOnly
from cooperation.domain import languages
from cooperation.models import Record

KINDS = {model._meta.model_name: model.KIND for model in Record.__subclasses__()}


@admin.register(Record)
class AnyRecordAdmin(ReadOnly, admin.ModelAdmin):
    """Used only for search; records are edited in the admin of their kind."""

    search_fields = (*languages.columns("title"), "partner__short_name_en", "aliases__text")
    ordering = ("title",)

    def get_queryset(self, request):
        return super().get_queryset(request).not_merged()

    def get_search_results(self, request, queryset, search_term):
        """Search one kind only, if the field is a model’s own link to its record."""
        if request.GET.get("field_name") == "record" and request.GET.get("model_name") in KINDS:
            queryset = queryset.of_kind(KINDS[request.GET["model_name"]])
        return super().get_search_results(request, queryset, search_term)

    def has_module_permission(self, request):
        return False
