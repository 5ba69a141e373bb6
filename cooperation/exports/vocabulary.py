"""The RDF vocabulary of the register, and its relation to other vocabularies.

Each term is an address under ``/vocabulary#`` with a name from the API: a kind, claim or verb.
Where schema.org, Dublin Core, PROV-O or the W3C Web Annotation Vocabulary have a term, it is used
or linked here.
"""

from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, Graph, Literal, Namespace, URIRef

from cooperation.domain import languages
from cooperation.domain.basis import FOR_GAPS, FOR_VALUES, UNCHECKED, label_of
from cooperation.domain.claims import LABELS
from cooperation.domain.kinds import KINDS
from cooperation.domain.verbs import VERBS

SCHEMA = Namespace("https://schema.org/")
OA = Namespace("http://www.w3.org/ns/oa#")

EDTF = URIRef("http://id.loc.gov/datatypes/edtf")
"""Datatype of partial dates (ISO 8601-2:2019), as the Library of Congress names it."""

CLASSES = {
    "article": SCHEMA.Article,
    "agreement": SCHEMA.CreativeWork,
    "event": SCHEMA.Event,
    "council": SCHEMA.Organization,
    "working_group": SCHEMA.Organization,
    "person": SCHEMA.Person,
    "topic": SCHEMA.DefinedTerm,
}
"""{kind: schema.org class}; partners and initiatives have no common class."""

NARROWER_THAN = {
    "title": SCHEMA.name,
    "when": DCTERMS.date,
    "validity": DCTERMS.valid,
    "reference": DCTERMS.identifier,
    "place": SCHEMA.location,
    "short_name": SCHEMA.alternateName,
    "about": DCTERMS.subject,
    "written_by": DCTERMS.creator,
    "member_of": SCHEMA.memberOf,
    "part_of": DCTERMS.isPartOf,
}
"""{claim or verb: broader property of another vocabulary}."""

PARTS = {
    "Value": (_("A value of a record with its evidence"), (RDF.Statement, PROV.Entity)),
    "Gap": (_("An empty value, with the reason"), ()),
    "Relation": (
        _("A relation between two records, with its evidence"),
        (RDF.Statement, PROV.Entity),
    ),
    "Evidence": (_("The evidence for a value"), (PROV.Entity,)),
    "Basis": (_("The sort of evidence for a value"), ()),
    "Figure": (_("A number with its qualifier"), ()),
    "Provision": (_("A subject that an agreement covers"), ()),
    "Statement": (_("Words of a speaker, not verified by the register"), ()),
    "OtherClaim": (_("A different value in another source"), ()),
}
"""{class: (label, broader classes of other vocabularies)}."""

PROPERTIES = {
    "basis": _("Why the register has the value or lacks it; one of the bases below"),
    "of": _("The record it belongs to"),
    "claim": _("The property it is about"),
    "qualifier": _("How exact the number is: over, about, at least…"),
    "amount": _("The number; read it with its qualifier"),
    "unit": _("What the number counts"),
    "role": _("The role that the source gives"),
    "speaker": _("Who said it"),
    "withheld": _("Why the quote is not shown"),
    "source_kind": _("Whether an article is the text itself, a summary or a translation"),
    "premise": _("A fact that the value is inferred from"),
}


class Term(NamedTuple):
    """A term of the vocabulary, with its label and broader terms."""

    name: str
    label: str
    broader: tuple

    @property
    def address(self):
        return namespace()[self.name]

    @property
    def curies(self):
        """The broader terms with the usual prefixes, such as ``schema:Event``."""
        graph = graph_with_prefixes()
        return [graph.namespace_manager.curie(each) for each in self.broader]


def namespace():
    """Return the namespace of the site’s terms."""
    return Namespace(f"{settings.SITE_URL}/vocabulary#")


def class_name(kind):
    """Return the name of the class of a kind: ``WorkingGroup``."""
    return kind.title().replace("_", "")


def classes():
    """Return the classes: kinds of record, then their parts."""
    kinds = [
        Term(class_name(key), kind.label, (CLASSES[key],) if key in CLASSES else ())
        for key, kind in KINDS.items()
    ]
    return [*kinds, *(Term(name, label, broader) for name, (label, broader) in PARTS.items())]


def properties():
    """Return the properties: claims, verbs, and those of parts."""
    labels = {**LABELS, **{key: verb.label for key, verb in VERBS.items()}, **PROPERTIES}
    return [
        Term(name, label, (NARROWER_THAN[name],) if name in NARROWER_THAN else ())
        for name, label in labels.items()
    ]


def bases():
    """Return the bases of values and the reasons for gaps."""
    keys = (*(each.value for each in (*FOR_VALUES, *FOR_GAPS)), UNCHECKED)
    return [Term(key, label_of(key), ()) for key in keys]


def graph_with_prefixes():
    """Return an empty Graph with the usual prefixes and ``reg`` for the register."""
    graph = Graph(bind_namespaces="none")
    known = {"reg": namespace(), "schema": SCHEMA, "dcterms": DCTERMS, "prov": PROV, "oa": OA}
    for prefix, uri in {**known, "rdf": RDF, "rdfs": RDFS, "owl": OWL}.items():
        graph.bind(prefix, uri)
    return graph


def as_turtle():
    """Return the vocabulary as Turtle (W3C), with labels in every language."""
    graph = graph_with_prefixes()
    whole = URIRef(f"{settings.SITE_URL}/vocabulary#")
    graph.add((whole, RDF.type, OWL.Ontology))
    sorts = (
        (classes(), OWL.Class, RDFS.subClassOf),
        (properties(), RDF.Property, RDFS.subPropertyOf),
        (bases(), namespace().Basis, None),
    )
    for terms, sort, narrower in sorts:
        for term in terms:
            graph.add((term.address, RDF.type, sort))
            graph.add((term.address, RDFS.isDefinedBy, whole))
            for other in term.broader:
                graph.add((term.address, narrower, other))
            for code in languages.CODES:
                with override(code):
                    graph.add((term.address, RDFS.label, Literal(str(term.label), lang=code)))
    return graph.serialize(format="turtle")
