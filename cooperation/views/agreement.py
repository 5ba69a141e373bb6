"""The public pages of agreements."""

from cooperation.models import Agreement
from cooperation.queries.activity import ActivityDossier
from cooperation.views.base import RecordDetailView, RecordListView
from cooperation.views.lineage import WithLineage


class AgreementListView(RecordListView):
    """All published agreements."""

    model = Agreement


class AgreementDetailView(WithLineage, RecordDetailView):
    """One agreement."""

    model = Agreement
    dossier_class = ActivityDossier
