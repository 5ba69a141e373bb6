"""The page of a topic: the records about it, by kind."""

from itertools import groupby

from django.utils.functional import cached_property

from cooperation.domain.kinds import KINDS
from cooperation.queries.dossier import Dossier, sorted_by_date


class TopicDossier(Dossier):
    def _has_own_section(self, relation):
        return relation.verb == "about"

    @cached_property
    def by_kind(self):
        """[(kind, rows by date)] of this page, in the order of kinds."""
        rows = sorted_by_date(
            self._row(each) for each in self.relations if self._has_own_section(each)
        )
        order = list(KINDS)
        rows.sort(key=lambda row: order.index(row.other.kind))
        by_kind = groupby(rows, key=lambda row: row.other.kind)
        return [(KINDS[key], list(group)) for key, group in by_kind]
