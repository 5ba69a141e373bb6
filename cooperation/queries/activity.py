"""An agreement, event or initiative with what came of it."""

from django.utils.functional import cached_property

from cooperation.domain import verbs
from cooperation.queries.dossier import Dossier, sorted_by_date


class ActivityDossier(Dossier):
    """The content of a record that others can come of."""

    def _has_own_section(self, relation):
        other = "subject" if relation.object_id == self.record.pk else "object"
        return verbs.VERBS[relation.verb].younger == other

    @cached_property
    def outcomes(self):
        """What came of the record, as rows by date, as far as this page of relations has it."""
        return sorted_by_date(
            self._row(each) for each in self.relations if self._has_own_section(each)
        )
