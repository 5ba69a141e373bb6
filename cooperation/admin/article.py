"""Editing articles."""

from django.contrib import admin
from django.http import JsonResponse
from django.urls import path

from cooperation.admin.base import RecordAdmin
from cooperation.admin.coverage import CoverageViews
from cooperation.admin.forms import ArticleForm
from cooperation.models import Article
from cooperation.models.article import BODIES
from cooperation.sourcing.mentions import scan
from cooperation.sourcing.passages import made_from, read_ahead, store


@admin.register(Article)
class ArticleAdmin(CoverageViews, RecordAdmin):
    """Articles, and their sentences for whoever looks for evidence."""

    PROSE = ("title", "summary", "credit", "body")
    FACTS = (("when", "gap_when"), "gap_author")
    GAPS = ("when", "author")

    BASE_FORM = ArticleForm
    change_list_template = "admin/article_list.html"

    def get_fieldsets(self, request, obj=None):
        (_label, texts), *others = super().get_fieldsets(request, obj)
        return [(None, {**texts, "fields": [*texts["fields"], "accept_orphans"]}), *others]

    def follow_up(self, request, form, formsets, change):
        super().follow_up(request, form, formsets, change)
        is_other_text = any(name.startswith("body") for name in form.changed_data)
        if not change or is_other_text or not form.instance.passages.exists():
            store(form.instance)
            scan(form.instance)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Read what was typed before the transaction that saves it begins."""
        if request.method == "POST" and self.may_send(request, object_id):
            for name in BODIES:
                read_ahead(name, request.POST.get(name, ""))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_urls(self):
        view = self.admin_site.admin_view(self.sentences)
        address = path("<int:pk>/sentences/", view, name="cooperation_article_sentences")
        return [address, *super().get_urls()]

    def sentences(self, request, pk):
        """Answer {"sentences": […]} with each sentence of the article, in order, verbatim."""
        if not self.has_view_permission(request):
            return JsonResponse({"sentences": []}, status=403)
        article = self.get_object(request, str(pk))
        if article is None:
            return JsonResponse({"sentences": []}, status=404)
        passages = made_from(article)
        return JsonResponse({"sentences": [passage.text for passage in passages]})
