"""The page of a person, with their posts."""

from django.utils.functional import cached_property

from cooperation.queries.dossier import Dossier


class PersonDossier(Dossier):
    @cached_property
    def posts(self):
        """The rows of their posts by date, undated ones last."""
        return sorted(self.fact["role"].rows, key=_date_of_post)


def _date_of_post(row):
    day = row.relation.when_earliest or row.relation.when_latest
    return day is None, str(day)
