"""The public pages of articles."""

from cooperation.models import Article
from cooperation.queries.article import ArticleDossier
from cooperation.views.base import RecordDetailView, RecordListView


class ArticleListView(RecordListView):
    model = Article


class ArticleDetailView(RecordDetailView):
    model = Article
    parameters = (*RecordDetailView.parameters, "at")
    dossier_class = ArticleDossier

    def get_dossier(self, page):
        return ArticleDossier(self.object, page, self.past, self.request.GET.get("at", ""))
