"""An agreement, event or initiative with what came of it."""

from django.utils.functional import cached_property

from cooperation.domain import verbs
from cooperation.queries.dossier import Dossier, in_order_of_date


class ActivityDossier(Dossier):
    """The content of a record that others can come of."""

    def _has_place(self, relation):
        other = "subject" if relation.object_id == self.record.pk else "object"
        return verbs.VERBS[relation.verb].younger == other

    @cached_property
    def outcomes(self):
        """What came of the record, as rows by date, as far as this page of relations has it."""
        return in_order_of_date(self._row(each) for each in self.relations if self._has_place(each))
