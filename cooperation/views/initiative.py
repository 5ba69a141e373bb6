"""The public pages of initiatives."""

from cooperation.domain.vocabulary import InitiativeState
from cooperation.models import Initiative
from cooperation.queries.activity import ActivityDossier
from cooperation.views.base import RecordDetailView, RecordListView
from cooperation.views.lineage import LineageMixin


class InitiativeListView(RecordListView):
    model = Initiative


class InitiativeDetailView(LineageMixin, RecordDetailView):
    model = Initiative
    dossier_class = ActivityDossier
    extra_context = {"states": InitiativeState.choices}
