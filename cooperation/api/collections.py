"""The records of one kind: all of them, one, and the relations of one."""

from typing import NamedTuple

from cooperation.api import parameters, problems
from cooperation.api.answers import address, json_answer
from cooperation.api.requests import Asked
from cooperation.domain import languages
from cooperation.domain.kinds import PAGE_KINDS, Kind
from cooperation.models import Record, Relation
from cooperation.queries.keyset import Keyset
from cooperation.queries.representation import (
    EXPANSIONS,
    field_names,
    represent,
    represent_relations,
)


class Collection(NamedTuple):
    """The operations on the records of one kind."""

    kind: Kind

    @property
    def model(self):
        return Record.model_of(self.kind.key)

    @property
    def parts_of_record(self):
        """The parameters that say what of each record is given."""
        names = field_names(self.model)
        return [parameters.fields(names), parameters.expand(EXPANSIONS)]

    @property
    def list_parameters(self):
        paging = [parameters.LIMIT, parameters.CURSOR]
        own = parameters.filters_of(self.kind.key)
        return [*own, *paging, *self.parts_of_record, parameters.LANG]

    @property
    def detail_parameters(self):
        return [*self.parts_of_record, parameters.LANG]

    @property
    def relations_parameters(self):
        expand = parameters.expand(["evidence"])
        return [parameters.LIMIT, parameters.CURSOR, expand, parameters.LANG]

    @property
    def _records(self):
        return self.model.objects.published().without_texts()

    def answer_list(self, request):
        """Answer a piece of the list, filtered and sorted as the list of the site is."""
        asked = Asked(request, self.list_parameters)
        limit, chosen = asked.limit, _Chosen(asked)
        place = asked.place
        found = asked.filtered(self.kind.key, self._records)
        records, following = Keyset(found).page(limit, place)
        results = [chosen.of(each) for each in represent(records, chosen.expand)]
        here = address(f"{self.kind.key}-list")
        return _piece(asked, here, found.count(), results, following)

    def answer_record(self, request, slug):
        """Answer one record."""
        chosen = _Chosen(Asked(request, self.detail_parameters))
        [found] = represent([self._get(slug)], chosen.expand)
        links = [(found["url"], "alternate"), (found["id"], "canonical")]
        return json_answer(chosen.of(found), links)

    def answer_relations(self, request, slug):
        """Answer a piece of the relations of one record, in either direction."""
        asked = Asked(request, self.relations_parameters)
        limit, place, expand = asked.limit, asked.place, asked.names("expand")
        record = self._get(slug)
        found = Relation.objects.seen_from(record).in_order()
        relations, following = Keyset(found.with_records()).page(limit, place)
        results = represent_relations(record, relations, "evidence" in expand)
        here = address(f"{self.kind.key}-relations", slug)
        return _piece(asked, here, found.count(), results, following)

    def _get(self, slug):
        try:
            return self._records.get(slug=slug)
        except self.model.DoesNotExist:
            raise problems.not_found() from None


class _Chosen:
    """Which parts of each record a request wants; wanting a part by name also expands it."""

    def __init__(self, asked):
        self._fields = asked.names("fields")
        wanted = {*self._fields, *asked.names("expand")}
        self.expand = [name for name in EXPANSIONS if name in wanted]

    def of(self, found):
        if not self._fields:
            return found
        wanted = {"id", *self._fields, *self.expand}
        return {name: value for name, value in found.items() if name in wanted}


def _piece(asked, here, total, results, following):
    """Return a piece of a list, with the addresses of the first piece and of the next one."""
    onward = f"{here}?{asked.query(following)}" if following else None
    links = [(f"{here}?{asked.query()}".rstrip("?"), "first")]
    links += [(onward, "next")] if onward else []
    body = {"total": total, "language": languages.current(), "next": onward, "results": results}
    return json_answer(body, links)


COLLECTIONS = {kind.key: Collection(kind) for kind in PAGE_KINDS}
"""Kind to its Collection, in the order readers meet them."""
