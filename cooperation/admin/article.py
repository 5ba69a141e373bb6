"""Editing articles."""

from django.contrib import admin
from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.forms.record import ArticleForm
from cooperation.admin.desk.pages.coverage import CoveragePages
from cooperation.admin.desk.record_admin import PAGES, RecordAdmin
from cooperation.models import Article
from cooperation.models.article import BODY_COLUMNS, SOURCE_FIELDS, SOURCE_HELP
from cooperation.sourcing.passages import split_ahead, split_article


@admin.register(Article)
class ArticleAdmin(RecordAdmin):
    PROSE = ("title", "summary", "credit", "body", "source_author", "source_not_public")
    FACTS = (("when", "gap_when"), "gap_author")

    PAGES = (*PAGES, CoveragePages)
    BASE_FORM = ArticleForm
    change_list_template = "admin/article_list.html"

    def get_fieldsets(self, request, obj=None):
        (_label, texts), *others = super().get_fieldsets(request, obj)
        own = [name for name in texts["fields"] if name not in SOURCE_FIELDS]
        source = {"fields": SOURCE_FIELDS, "description": SOURCE_HELP}
        texts = {**texts, "fields": [*own, "accept_orphans"]}
        return [(None, texts), (_("Source"), source), *others]

    def with_uploads(self, request, object_id):
        """Also split the typed text into sentences before the transaction begins."""
        if request.method == "POST" and self.may_save(request, object_id):
            for name in BODY_COLUMNS:
                split_ahead(name, request.POST.get(name, ""))
        return super().with_uploads(request, object_id)

    def get_urls(self):
        view = self.admin_site.admin_view(self.sentences)
        address = path("<int:pk>/sentences/", view, name="cooperation_article_sentences")
        return [address, *super().get_urls()]

    def sentences(self, request, pk):
        """Return JSON {"sentences": […]} with the sentences of the article, in order."""
        if not self.has_view_permission(request):
            return JsonResponse({"sentences": []}, status=403)
        article = self.get_object(request, str(pk))
        if article is None:
            return JsonResponse({"sentences": []}, status=404)
        passages = split_article(article)
        return JsonResponse({"sentences": [passage.text for passage in passages]})
