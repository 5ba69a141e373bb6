"""The relations of many records, read with two queries."""

from itertools import chain

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from cooperation.domain import languages
from cooperation.domain.verbs import VERBS, verbs_answering
from cooperation.models import Relation
from cooperation.models.record_queryset import title_sort_field
from cooperation.models.relation import RelationQuerySet
from cooperation.queries.representation import values

MOST_RELATIONS = 100
"""Relations of one claim, and of all claims where they are expanded."""

OTHER_END = {"subject": "object", "object": "subject"}
TOPICS = "topics"
"""The key of a record’s topics, which every kind can have."""


class Relations:
    """The public relations of records, by record and claim; all of them if ``with_all``.

    Takes two queries: one for each direction.
    """

    def __init__(self, records, with_all=False):
        self._claims = {}
        for record in records:
            outgoing, incoming = verbs_answering(record.kind, record.CLAIMS)
            self._claims.setdefault(record.kind, ({**outgoing, "about": TOPICS}, incoming))
        self._kinds = {record.pk: record.kind for record in records}
        self._by_claim, self._all = {}, {}
        for direction, end in enumerate(OTHER_END):
            for row in self._rows(end, direction, with_all):
                self._sort(row, end, direction, with_all)
        for rows in self._all.values():
            rows.sort(key=_page_order)

    def _rows(self, end, direction, with_all):
        """Return the relations that have the records at ``end``, each with its place."""
        verbs = {verb for claims in self._claims.values() for verb in claims[direction]}
        other, code = OTHER_END[end], languages.current()
        own, order = f"{end}_id", RelationQuerySet.order(f"{other}__{title_sort_field()}")
        relations = Relation.objects.published().filter(**{f"{end}__in": list(self._kinds)})
        wanted = Q(place_in_verb__lte=MOST_RELATIONS + 1)
        if with_all:
            wanted |= Q(place__lte=MOST_RELATIONS + 1)
        else:
            relations = relations.filter(verb__in=verbs)
        return (
            relations.annotate(
                place_in_verb=Window(RowNumber(), partition_by=[own, "verb"], order_by=order),
                place=Window(RowNumber(), partition_by=[own], order_by=order),
            )
            .filter(wanted)
            .order_by(own, *order)
            .values(
                *("id", "verb", "order", "when", "when_earliest", "place", "place_in_verb"),
                *(f"role_{each}" for each in {code, languages.ORIGINAL}),
                *(f"{other}__title_{each}" for each in {code, languages.ORIGINAL}),
                own=F(own),
                name=F(f"{other}__{title_sort_field()}"),
                kind=F(f"{other}__kind"),
                slug=F(f"{other}__slug"),
                council=F(f"{other}__working_group__council__slug"),
            )
        )

    def _sort(self, row, end, direction, with_all):
        row["end"] = end
        claim = self._claims[self._kinds[row["own"]]][direction].get(row["verb"])
        if claim and row["place_in_verb"] <= MOST_RELATIONS + 1:
            self._by_claim.setdefault((row["own"], claim), []).append(row)
        if with_all and row["place"] <= MOST_RELATIONS + 1:
            self._all.setdefault(row["own"], []).append(row)

    def of_claim(self, record, claim):
        """Return the first MOST_RELATIONS rows of a claim, and whether there are more."""
        return _first(self._by_claim.get((record.pk, claim), []))

    def all_of(self, record):
        """Return the first MOST_RELATIONS rows of a record, and whether there are more."""
        return _first(self._all.get(record.pk, []))

    @property
    def keys(self):
        """The keys of all relations read."""
        found = chain(self._by_claim.values(), self._all.values())
        return {row["id"] for row in chain.from_iterable(found)}


def _page_order(row):
    day = str(row["when_earliest"] or "")
    return row["verb"], row["order"], day, row["name"], str(row["id"])


def _first(rows):
    return rows[:MOST_RELATIONS], len(rows) > MOST_RELATIONS


def relation(row, basis):
    """Return a relation seen from the record it was read for."""
    verb = VERBS[row["verb"]]
    is_subject = row["end"] == "subject"
    title = _text(row, f"{OTHER_END[row['end']]}__title")
    return {
        "id": str(row["id"]),
        "verb": verb.key,
        "direction": "outgoing" if is_subject else "incoming",
        "label": str(verb.label if is_subject else verb.inverse),
        "record": values.reference(row["kind"], row["slug"], title, row["council"]),
        "role": _text(row, "role") or None,
        "when": values.date(row["when"], basis),
        "basis": basis,
    }


def row_from(loaded, record):
    """Return a Relation loaded ``with_records`` as a row of one of its records."""
    end = "subject" if loaded.subject_id == record.pk else "object"
    other = getattr(loaded, OTHER_END[end])
    group = other.working_group if other.kind == "working_group" else None
    texts = ((loaded, "role", "role"), (other, "title", f"{OTHER_END[end]}__title"))
    return {
        "id": loaded.pk,
        "verb": loaded.verb,
        "when": loaded.when,
        "end": end,
        "kind": other.kind,
        "slug": other.slug,
        "council": group and group.council.slug,
        **{
            f"{key}_{code}": getattr(row, f"{name}_{code}")
            for row, name, key in texts
            for code in languages.CODES
        },
    }


def _text(row, name):
    """Return a text in the current language, or else the original."""
    return row[f"{name}_{languages.current()}"] or row[f"{name}_{languages.ORIGINAL}"]
