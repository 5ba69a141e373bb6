"""Editing articles."""

from django.contrib import admin
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path

from cooperation.admin.base import RecordAdmin
from cooperation.admin.forms import ArticleForm
from cooperation.models import Article
from cooperation.sourcing.passages import made_from, store


@admin.register(Article)
class ArticleAdmin(RecordAdmin):
    """Articles, and their sentences for whoever looks for evidence."""

    PROSE = ("title", "summary", "credit", "body")
    FACTS = (("when", "gap_when"), "gap_author", "accept_orphans")
    GAPS = ("when", "author")

    BASE_FORM = ArticleForm

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        store(form.instance)

    def get_urls(self):
        view = self.admin_site.admin_view(self.sentences)
        address = path("<int:pk>/sentences/", view, name="cooperation_article_sentences")
        return [address, *super().get_urls()]

    def sentences(self, request, pk):
        """Answer {"sentences": […]} with each sentence of the article, in order, verbatim."""
        if not self.has_view_permission(request):
            return JsonResponse({"sentences": []}, status=403)
        passages = made_from(get_object_or_404(Article, pk=pk))
        return JsonResponse({"sentences": [passage.text for passage in passages]})
