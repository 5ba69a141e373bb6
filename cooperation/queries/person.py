"""A person with the posts that they held."""

from django.utils.functional import cached_property

from cooperation.queries.dossier import Dossier


class PersonDossier(Dossier):
    """The content of a person."""

    @cached_property
    def posts(self):
        """The rows of their posts by date, those that the source does not date last."""
        return sorted(self.fact["role"].rows, key=_date_of_post)


def _date_of_post(row):
    day = row.relation.when_earliest or row.relation.when_latest
    return day is None, str(day)
