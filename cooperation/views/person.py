"""The public pages of people."""

from cooperation.models import Person
from cooperation.queries.person import PersonDossier
from cooperation.views.base import RecordDetailView, RecordListView


class PersonListView(RecordListView):
    """All published people."""

    model = Person


class PersonDetailView(RecordDetailView):
    """One person."""

    model = Person

    def get_dossier(self, page):
        return PersonDossier(self.object, page)
