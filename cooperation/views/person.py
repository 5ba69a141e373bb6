"""The public pages of people."""

from cooperation.models import Person
from cooperation.queries.person import PersonDossier
from cooperation.views.base import RecordDetailView, RecordListView


class PersonListView(RecordListView):
    model = Person


class PersonDetailView(RecordDetailView):
    model = Person
    dossier_class = PersonDossier
