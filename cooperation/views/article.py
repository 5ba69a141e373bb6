"""The public pages of articles."""

from cooperation.models import Article
from cooperation.queries.article import Reading, supported_by
from cooperation.views.base import RecordDetailView, RecordListView


class ArticleListView(RecordListView):
    """All published articles."""

    model = Article


class ArticleDetailView(RecordDetailView):
    """One article, sentence by sentence, and the records that rest on it."""

    model = Article

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "reading": Reading(self.object),
            "supported": supported_by(self.object),
        }
