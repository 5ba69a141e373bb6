"""The public pages of partners."""

from cooperation.models import Partner
from cooperation.views.base import RecordDetailView, RecordListView


class PartnerListView(RecordListView):
    """All published partners."""

    model = Partner


class PartnerDetailView(RecordDetailView):
    """One partner."""

    model = Partner
