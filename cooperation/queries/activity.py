"""The page of an agreement, event or initiative, with its results."""

from django.utils.functional import cached_property

from cooperation.domain import verbs
from cooperation.queries.dossier import Dossier, sorted_by_date


class ActivityDossier(Dossier):
    def _has_own_section(self, relation):
        other = "subject" if relation.object_id == self.record.pk else "object"
        return verbs.VERBS[relation.verb].younger == other

    @cached_property
    def outcomes(self):
        """The results of the record among the relations of this page, as rows by date."""
        return sorted_by_date(
            self._row(each) for each in self.relations if self._has_own_section(each)
        )
