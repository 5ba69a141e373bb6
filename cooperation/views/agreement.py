"""The public pages of agreements."""

from cooperation.models import Agreement
from cooperation.queries.activity import ActivityDossier
from cooperation.views.base import RecordDetailView, RecordListView
from cooperation.views.lineage import LineageMixin


class AgreementListView(RecordListView):
    model = Agreement


class AgreementDetailView(LineageMixin, RecordDetailView):
    model = Agreement
    dossier_class = ActivityDossier
