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
    dossier_class = PersonDossier
