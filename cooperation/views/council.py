"""The public pages of expert councils."""

from cooperation.models import ExpertCouncil
from cooperation.queries.council import working_groups_of
from cooperation.views.base import RecordDetailView, RecordListView


class ExpertCouncilListView(RecordListView):
    """All published expert councils."""

    model = ExpertCouncil


class ExpertCouncilDetailView(RecordDetailView):
    """One expert council with its working groups."""

    model = ExpertCouncil

    def get_context_data(self, **kwargs):
        groups = working_groups_of(self.object, with_drafts=self.may_preview)
        return super().get_context_data(**kwargs) | {"working_groups": groups}
