"""The public pages of articles."""

from cooperation.models import Article
from cooperation.queries.article import supported_by
from cooperation.views.base import RecordDetailView, RecordListView


class ArticleListView(RecordListView):
    """All published articles."""

    model = Article


class ArticleDetailView(RecordDetailView):
    """One article, and the records that its sentences support."""

    model = Article

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"supported": supported_by(self.object)}
