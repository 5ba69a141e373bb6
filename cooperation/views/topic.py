"""The public pages of topics."""

from cooperation.models import Topic
from cooperation.queries.topic import TopicDossier
from cooperation.views.base import RecordDetailView, RecordListView


class TopicListView(RecordListView):
    model = Topic


class TopicDetailView(RecordDetailView):
    model = Topic
    dossier_class = TopicDossier
