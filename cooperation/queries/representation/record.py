"""A record with all its parts and relations as a dictionary."""

from functools import cache
from itertools import chain

from cooperation.domain import languages
from cooperation.domain.basis import gap_reason, weakest_basis
from cooperation.models.article import BODY_COLUMNS
from cooperation.queries.representation import parts, values
from cooperation.queries.representation.evidence import EvidenceReader
from cooperation.queries.representation.parts import Parts, groups_of
from cooperation.queries.representation.relations import TOPICS, Relations, relation, row_from

EXPANSIONS = ("relations", "evidence")
"""What is included only on request."""


def field_names(model):
    """Return the keys of a kind’s representation, in order."""
    return (
        *("id", "url", "kind", "slug", "language", "untranslated"),
        *("title", "other_names", "summary", *model.CLAIMS[1:]),
        *("topics", "figures", "statements", "other_claims", "documents", "picture"),
        *(("credit", "source") if model.KIND == "article" else ()),
        *(*EXPANSIONS, "basis", "shortened", "updated"),
    )


def represent(records, expand=()):
    """Return a dictionary for each record, in order.

    ``records`` are public records of any kinds, as instances of their kinds. ``expand`` holds
    names of EXPANSIONS.
    """
    records = list(records)
    if not records:
        return []
    writer = _RecordWriter(records, expand)
    return [writer.record(record) for record in records]


def represent_relations(record, relations, with_evidence=False):
    """Return relations of a record, loaded ``with_records``, seen from the record."""
    relations = list(relations)
    sources = EvidenceReader([], [each.pk for each in relations], with_evidence)
    return [
        relation(row_from(each, record), weakest_basis(sources.bases(each.pk)))
        | ({"evidence": sources.of(each.pk)} if with_evidence else {})
        for each in relations
    ]


class _RecordWriter:
    """Reads the data of some records and their working groups, and makes dictionaries."""

    def __init__(self, records, expand):
        self._with_relations, self._with_evidence = (name in expand for name in EXPANSIONS)
        councils = [record.pk for record in records if record.kind == "council"]
        self._groups = groups_of(councils) if councils else {}
        everything = [*records, *chain.from_iterable(self._groups.values())]
        self._relations = Relations(everything, self._with_relations)
        self._sources = EvidenceReader(everything, self._relations.keys, self._with_evidence)
        self._parts = Parts(everything)

    def record(self, record):
        """Return a record, its keys in the order of the page."""
        council = record.council.slug if record.kind == "working_group" else None
        claims = {name: self._claim(record, name) for name in record.CLAIMS if name != "title"}
        topics, has_more = self._related(record, TOPICS)
        found = {
            **values.addresses(record.kind, record.slug, council),
            "kind": record.kind,
            "slug": record.slug,
            "language": languages.current(),
            "untranslated": _untranslated(record),
            "title": record.title,
            "other_names": [parts.alias(row) for row in self._of(record, "aliases")],
            "summary": record.summary or None,
            **{name: value for name, (value, _basis, _has_more) in claims.items()},
            "topics": topics,
            "figures": self._each(record, "figures", values.quantity),
            "statements": self._each(record, "statements", parts.statement),
            "other_claims": self._each(record, "other_claims", parts.other_claim),
            "documents": [parts.document(row) for row in self._of(record, "documents")],
            "picture": parts.picture(self._parts.images.get(record.image_id)),
        }
        if record.kind == "article":
            found |= {"credit": record.credit or None, "source": values.source(record)}
        shortened = [name for name, (_v, _b, more) in claims.items() if more]
        shortened += [TOPICS] if has_more else []
        if self._with_relations:
            rows, has_more = self._relations.all_of(record)
            found["relations"] = [self._relation(row) for row in rows]
            shortened += ["relations"] if has_more else []
        if self._with_evidence:
            named = {name: self._sources.of((record.pk, name)) for name in record.CLAIMS}
            found["evidence"] = {name: pieces for name, pieces in named.items() if pieces}
        title = weakest_basis(self._sources.bases((record.pk, "title")))
        found["basis"] = {"title": title} | {
            name: basis for name, (_v, basis, _m) in claims.items()
        }
        found["shortened"] = shortened
        found["updated"] = record.updated_at.isoformat(timespec="seconds")
        return found

    def _claim(self, record, name):
        """Return (value, key of its basis, whether the value is shortened) of a claim."""
        shape, bases = values.shape_of(type(record), name), self._sources.bases((record.pk, name))
        has_more = False
        if shape == "relations":
            value, has_more = self._related(record, name)
            bases = bases.union(each["basis"] for each in value)
        elif shape == "provisions":
            value = self._each(record, name, parts.provision)
            bases = bases.union(each["basis"] for each in value)
        elif shape == "working_groups":
            value = [self.record(group) for group in self._groups.get(record.pk, ())]
        elif shape == "council":
            value = values.reference("council", record.council.slug, record.council.title)
        elif shape == "place":
            value = values.place(record)
        elif shape == "choice":
            value = values.choice(record, name)
        else:
            value = getattr(record, name) or None
        basis = weakest_basis(bases) if value else gap_reason(bases)
        return values.date(value, basis) if shape == "date" else value, basis, has_more

    def _related(self, record, claim):
        rows, has_more = self._relations.of_claim(record, claim)
        return [self._relation(row) for row in rows], has_more

    def _relation(self, row):
        basis = weakest_basis(self._sources.bases(row["id"]))
        return relation(row, basis) | self._evidence(row["id"])

    def _of(self, record, name):
        return getattr(self._parts, name).get(record.pk, ())

    def _each(self, record, name, write):
        """Return parts of a record, each with its basis and, on request, its evidence."""
        return [
            write(row)
            | {"basis": weakest_basis(self._sources.bases(row.pk))}
            | self._evidence(row.pk)
            for row in self._of(record, name)
        ]

    def _evidence(self, key):
        return {"evidence": self._sources.of(key)} if self._with_evidence else {}


def _untranslated(record):
    """Return the names of the texts that have no translation."""
    return [name for name in _texts(type(record)) if languages.is_untranslated(record, name)]


@cache
def _texts(model):
    """Return the names of a kind’s translated fields, except article bodies."""
    suffix = f"_{languages.ORIGINAL}"
    fields = [field.name for field in model._meta.concrete_fields]
    names = [name.removesuffix(suffix) for name in fields if name.endswith(suffix)]
    return [name for name in names if name not in BODY_COLUMNS]
