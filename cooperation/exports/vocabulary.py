"""The words in which the register is given out as linked data (RDF), and what they mean elsewhere.

Each term is an address below ``/vocabulary#``, made of the names that stand in the API: kinds,
claims, verbs. What schema.org, Dublin Core, PROV-O or the W3C Web Annotation Vocabulary already say
is said in their words, or tied to them here.
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
"""Kind to what all its records are in schema.org; partners and initiatives are of many sorts."""

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
"""Claim or verb to the property elsewhere of which it is a case."""

PARTS = {
    "Value": (_("A value of a record with what it rests on"), (RDF.Statement, PROV.Entity)),
    "Gap": (_("A value that is empty, with the reason"), ()),
    "Relation": (_("What joins two records, with what it rests on"), (RDF.Statement, PROV.Entity)),
    "Evidence": (_("What a value rests on"), (PROV.Entity,)),
    "Basis": (_("What values rest on"), ()),
    "Figure": (_("A number with how exact it is"), ()),
    "Provision": (_("Something that an agreement covers"), ()),
    "Statement": (_("What somebody said; the register does not vouch for it"), ()),
    "OtherClaim": (_("What another source says of the same"), ()),
}
"""Class to its label and the classes elsewhere of which it is a case."""

PROPERTIES = {
    "basis": _("Why the register holds the value, or why it holds none; one of the bases below"),
    "of": _("The record to which it belongs"),
    "claim": _("The property that is meant"),
    "qualifier": _("How exact the number is: over, about, at least…"),
    "amount": _("The number itself, which means nothing without its qualifier"),
    "unit": _("What the number counts"),
    "role": _("The role that the source gives"),
    "speaker": _("Who said it"),
    "withheld": _("Why the words of the source are not given"),
    "premise": _("Something from which the value is inferred"),
}


class Term(NamedTuple):
    """A term of the vocabulary: its name, what it says in words, and what it is a case of."""

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
    """Return what all terms of this site begin with."""
    return Namespace(f"{settings.SITE_URL}/vocabulary#")


def class_name(kind):
    """Return the name of the class of a kind: ``WorkingGroup``."""
    return kind.title().replace("_", "")


def classes():
    """Return the Terms that are classes: the kinds of record, then their parts."""
    kinds = [
        Term(class_name(key), kind.label, (CLASSES[key],) if key in CLASSES else ())
        for key, kind in KINDS.items()
    ]
    return [*kinds, *(Term(name, label, broader) for name, (label, broader) in PARTS.items())]


def properties():
    """Return the Terms that are properties: claims, verbs, and what their parts say."""
    labels = {**LABELS, **{key: verb.label for key, verb in VERBS.items()}, **PROPERTIES}
    return [
        Term(name, label, (NARROWER_THAN[name],) if name in NARROWER_THAN else ())
        for name, label in labels.items()
    ]


def bases():
    """Return the Terms of what values rest on, and why they are empty."""
    keys = (*(each.value for each in (*FOR_VALUES, *FOR_GAPS)), UNCHECKED)
    return [Term(key, label_of(key), ()) for key in keys]


def graph_with_prefixes():
    """Return an empty Graph that knows the usual prefixes, and ``reg`` for the register’s own."""
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
