"""The public pages of articles."""

from cooperation.models import Article
from cooperation.queries.article import ArticleDossier
from cooperation.views.base import RecordDetailView, RecordListView


class ArticleListView(RecordListView):
    """All published articles."""

    model = Article


class ArticleDetailView(RecordDetailView):
    """One article, sentence by sentence, and the records that rest on it."""

    model = Article
    parameters = (*RecordDetailView.parameters, "at")
    dossier_class = ArticleDossier

    def get_dossier(self, page):
        return ArticleDossier(self.object, page, self.past, self.request.GET.get("at", ""))
