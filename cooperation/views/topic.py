"""The public pages of topics."""

from cooperation.models import Topic
from cooperation.queries.topic import TopicDossier
from cooperation.views.base import RecordDetailView, RecordListView


class TopicListView(RecordListView):
    """All published topics."""

    model = Topic


class TopicDetailView(RecordDetailView):
    """One topic."""

    model = Topic
    dossier_class = TopicDossier
