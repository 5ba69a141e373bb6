"""The public pages of people."""

from cooperation.models import Person
from cooperation.views.base import RecordDetailView, RecordListView


class PersonListView(RecordListView):
    """All published people."""

    model = Person


class PersonDetailView(RecordDetailView):
    """One person."""

    model = Person
