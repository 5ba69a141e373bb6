"""Records of every kind, for the fields that can hold any of them."""

from django.contrib import admin

from cooperation.admin.desk.read_only import ReadOnly
from cooperation.models import Record

KINDS = {model._meta.model_name: model.KIND for model in Record.__subclasses__()}


@admin.register(Record)
class AnyRecordAdmin(ReadOnly, admin.ModelAdmin):
    """Only searched through; each record is edited as what it is."""

    search_fields = ("title_en", "title_ru", "title_uz", "partner__short_name_en", "aliases__text")
    ordering = ("title",)

    def get_queryset(self, request):
        return super().get_queryset(request).not_merged()

    def get_search_results(self, request, queryset, search_term):
        """Search one kind only for the field that extends the record to that kind."""
        if request.GET.get("field_name") == "record" and request.GET.get("model_name") in KINDS:
            queryset = queryset.of_kind(KINDS[request.GET["model_name"]])
        return super().get_search_results(request, queryset, search_term)

    def has_module_permission(self, request):
        return False
