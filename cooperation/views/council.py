"""The public pages of expert councils."""

from cooperation.models import ExpertCouncil
from cooperation.queries.council import CouncilDossier
from cooperation.views.base import RecordDetailView, RecordListView
from cooperation.views.lineage import LineageMixin


class ExpertCouncilListView(RecordListView):
    model = ExpertCouncil


class ExpertCouncilDetailView(LineageMixin, RecordDetailView):
    model = ExpertCouncil

    def get_dossier(self, page):
        return CouncilDossier(self.object, page, self.past, with_drafts=self.may_preview)
