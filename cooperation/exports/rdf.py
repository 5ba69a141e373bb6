"""Records as linked data (RDF 1.1): Turtle and JSON-LD.

Each value is a property of the record and a Value node with its basis and evidence
(``prov:wasDerivedFrom``); quotes are TextQuoteSelectors (W3C Web Annotation Data Model). Inferred
values have only the Value node, so that they are not taken for stated. Dates are EDTF. Texts
have the tag of their language; codes have none.
"""

import json
from itertools import chain

from rdflib import PROV, RDF, RDFS, XSD, Literal, URIRef

from cooperation.domain import languages
from cooperation.domain.basis import Basis
from cooperation.domain.claims import PLACE
from cooperation.exports.literals import text_literal
from cooperation.exports.vocabulary import (
    CLASSES,
    EDTF,
    OA,
    SCHEMA,
    class_name,
    graph_with_prefixes,
    namespace,
)
from cooperation.models import Record

FORMATS = {
    "ttl": ("turtle", "text/turtle; charset=utf-8"),
    "jsonld": ("json-ld", "application/ld+json"),
}
"""{ending of the address: (format name in rdflib, media type)}."""

NOT_CLAIMS = (
    "id",
    "url",
    "kind",
    "slug",
    "language",
    "untranslated",
    "title",
    "other_names",
    "summary",
)
NOT_CLAIMS += ("topics", "figures", "statements", "other_claims", "documents", "picture", "credit")
NOT_CLAIMS += ("source", "relations", "evidence", "basis", "shortened", "updated")
"""Keys of a representation that are not claims."""


SOURCE_LINKS = {
    "text": SCHEMA.sameAs,
    "summary": SCHEMA.isBasedOn,
    "translation": SCHEMA.translationOfWork,
}
"""{kind of a source: the property of the article that leads to it}."""

SOURCE_TEXTS = {"author": SCHEMA.author, "not_public": RDFS.comment}
"""Texts in the language of the page; those of SOURCE_NAMES are in the language of the source."""

SOURCE_NAMES = {"title": SCHEMA.name, "outlet": SCHEMA.publisher}
SOURCE_ADDRESSES = {
    "url": SCHEMA.url,
    "archived_url": SCHEMA.archivedAt,
    "licence_url": SCHEMA.license,
}


def serialize(graph, form):
    """Return a graph as text in one of FORMATS; equal graphs give equal texts."""
    name, _content_type = FORMATS[form]
    if name == "turtle":
        return graph.serialize(format="turtle")
    context = {prefix: str(uri) for prefix, uri in graph.namespaces()}
    data = json.loads(graph.serialize(format="json-ld", context=context))
    return json.dumps(_sorted_lists(data), ensure_ascii=False, sort_keys=True, indent=1)


def _sorted_lists(value):
    """Return JSON-LD with sorted lists; their order has no meaning."""
    if isinstance(value, dict):
        return {name: _sorted_lists(each) for name, each in value.items()}
    if isinstance(value, list):
        return sorted(map(_sorted_lists, value), key=lambda each: json.dumps(each, sort_keys=True))
    return value


def graph_of(representations):
    """Return a Graph of representations with relations and evidence.

    A record given in several languages is one resource.
    """
    writer = _GraphWriter()
    for each in representations:
        writer.record(each)
    return writer.graph


def _urn(key):
    """Return the URN of a part by its permanent UUID (RFC 9562)."""
    return URIRef(f"urn:uuid:{key}")


def is_translated(record, name):
    """Whether a claim of a represented record is a text that can be translated."""
    return hasattr(Record.model_of(record["kind"]), languages.columns(name)[0])


class _GraphWriter:
    def __init__(self):
        self.graph, self._reg = graph_with_prefixes(), namespace()
        self._originals = {}

    def _add(self, subject, predicate, *values):
        for value in values:
            if value is not None:
                self.graph.add((subject, predicate, value))

    def _add_text(self, subject, predicate, text, original=languages.ORIGINAL):
        """Add a text in the language of the record, unless it is the original once more.

        ``original`` is the language of the original; "" if nobody says it, as of notes.
        """
        originals = self._originals.setdefault((subject, predicate), set())
        if not text or text in originals:
            return
        code = self._language
        if code == languages.ORIGINAL:
            originals.add(text)
            code = original
        self._add(subject, predicate, text_literal(text, code))

    def record(self, record):
        """Add a record with its parts and relations; working groups are inside their council."""
        it, reg = URIRef(record["id"]), self._reg
        self._texts = dict.fromkeys(record["untranslated"], languages.ORIGINAL)
        self._language = record["language"]
        kind = record["kind"]
        self._add(it, RDF.type, reg[class_name(kind)], CLASSES.get(kind))
        self._add(it, SCHEMA.name, self._text(record, "title"))
        self._add(it, SCHEMA.description, self._text(record, "summary"))
        for each in record["other_names"]:
            self._add_text(it, SCHEMA.alternateName, each["text"], original="")
        self._add(it, SCHEMA.url, URIRef(record["url"]))
        self._add(it, SCHEMA.dateModified, Literal(record["updated"], datatype=XSD.dateTime))
        files = (URIRef(each["url"]) for each in record["documents"])
        self._add(it, SCHEMA.encoding, *files)
        if record["picture"]:
            self._add(it, SCHEMA.image, URIRef(record["picture"]["url"]))
        if record.get("source") and record["source"]["kind"]:
            self._source(it, record["source"])
        self._claims(it, record)
        self._parts(it, record)
        claimed = (record[name] for name in (*self._claim_names(record), "topics"))
        lists = (value for value in claimed if isinstance(value, list))
        for relation in (*chain.from_iterable(lists), *record.get("relations", ())):
            if "verb" in relation:
                self._relation(it, relation)
        for group in record.get("working_groups") or ():
            self._add(URIRef(group["id"]), reg.council, it)
            self.record(group)

    @staticmethod
    def _claim_names(record):
        return [name for name in record if name not in NOT_CLAIMS]

    def _text(self, record, name):
        text = record[name]
        return text_literal(text, self._texts.get(name, self._language)) if text else None

    def _source(self, it, source):
        """Add what an article is, and the text that it was made from."""
        node, kind = URIRef(f"{it}#source"), source["kind"]["value"]
        self._add(it, self._reg.source_kind, Literal(kind))
        self._add(it, SOURCE_LINKS[kind], node)
        self._add(node, RDF.type, SCHEMA.CreativeWork)
        self._add(node, RDFS.label, Literal(source["text"], lang=self._language))
        for name, predicate in SOURCE_TEXTS.items():
            if source[name]:
                lang = self._texts.get(f"source_{name}", self._language)
                self._add(node, predicate, Literal(source[name], lang=lang))
        for name, predicate in SOURCE_NAMES.items():
            if source[name]:
                self._add(node, predicate, Literal(source[name], lang=source["language"]))
        if source["language"]:
            self._add(node, SCHEMA.inLanguage, Literal(source["language"]))
        for name, predicate in SOURCE_ADDRESSES.items():
            if source[name]:
                self._add(node, predicate, URIRef(source[name]))

    def _claims(self, it, record):
        for name in ("title", *self._claim_names(record)):
            basis, evidence = record["basis"].get(name), record.get("evidence", {}).get(name, ())
            values = self._values(record, name)
            if isinstance(record[name], list) and record[name]:
                continue  # relations and parts have their own nodes
            mark = "-" if "#" in it else "#"
            node, reg = URIRef(f"{it}{mark}claim-{name}"), self._reg
            self._add(node, RDF.type, reg.Value if values else reg.Gap)
            if values:
                self._add(node, RDF.type, RDF.Statement)
            self._add(node, RDF.subject, it)
            self._add(node, RDF.predicate, reg[name])
            self._add(node, RDF.object, *values)
            self._add_evidence(node, basis, evidence)
            if basis != Basis.INFERRED:
                self._add(it, reg[name], *values)
            if isinstance(record[name], dict) and (record[name].get("label")):
                self._add(node, RDFS.label, Literal(record[name]["label"], lang=self._language))

    def _values(self, record, name):
        """Return the values of a claim as nodes."""
        value = record[name]
        if not value or isinstance(value, list):
            return []
        if isinstance(value, dict):
            if "edtf" in value:
                return [Literal(value["edtf"], datatype=EDTF)]
            if "id" in value:
                return [URIRef(value["id"])]
            if "value" in value:
                return [Literal(value["value"])]
            return [text_literal(value["text"], self._language_of_place(value))]
        return [self._text(record, name) if is_translated(record, name) else Literal(value)]

    def _language_of_place(self, place):
        """Return the original language if no part of a place is translated."""
        parts = [name for name in PLACE if place[name]]
        is_untranslated = all(name in self._texts for name in parts)
        return languages.ORIGINAL if is_untranslated else self._language

    def _parts(self, it, record):
        reg = self._reg
        sorts = {"figures": reg.Figure, "statements": reg.Statement, "provisions": reg.Provision}
        for name, sort in {**sorts, "other_claims": reg.OtherClaim}.items():
            for part in record.get(name) or ():
                node = _urn(part["id"])
                self._add(node, RDF.type, sort)
                self._add(node, reg.of, it)
                self._add_text(node, RDFS.label, part["text"])
                self._add_evidence(node, part.get("basis"), part.get("evidence", ()))
                for key in ("unit", "speaker"):
                    self._add_text(node, reg[key], part.get(key))
                if name == "figures":
                    self._add(node, reg.amount, Literal(part["value"]))
                    if part["qualifier"]:
                        self._add(node, reg.qualifier, Literal(part["qualifier"]))
                if part.get("claim"):
                    self._add(node, reg.claim, reg[part["claim"]])
                if part.get("topic"):
                    self._add(node, reg.about, URIRef(part["topic"]["id"]))

    def _relation(self, it, relation):
        node, reg, other = _urn(relation["id"]), self._reg, URIRef(relation["record"]["id"])
        subject, object_ = (it, other) if relation["direction"] == "outgoing" else (other, it)
        verb = reg[relation["verb"]]
        self._add(node, RDF.type, reg.Relation, RDF.Statement)
        self._add(node, RDF.subject, subject)
        self._add(node, RDF.predicate, verb)
        self._add(node, RDF.object, object_)
        if relation["basis"] != Basis.INFERRED:
            self._add(subject, verb, object_)
        self._add_text(node, reg.role, relation["role"])
        if relation["when"]:
            self._add(node, reg.when, Literal(relation["when"]["edtf"], datatype=EDTF))
        self._add_text(other, RDFS.label, relation["record"]["title"])
        self._add_evidence(node, relation["basis"], relation.get("evidence", ()))

    def _add_evidence(self, node, basis, evidence):
        reg = self._reg
        if basis:
            self._add(node, reg.basis, reg[basis])
        for piece in evidence:
            source = _urn(piece["id"])
            self._add(node, PROV.wasDerivedFrom, source)
            self._add(source, RDF.type, reg.Evidence)
            self._add(source, reg.basis, reg[piece["basis"]])
            if piece["quote"]:
                self._quote(source, piece)
            elif piece["article"]:
                self._add(source, OA.hasSource, URIRef(piece["article"]["id"]))
            self._add_text(source, RDFS.comment, piece["note"], original="")
            if piece["withheld"]:
                self._add(source, reg.withheld, Literal(piece["withheld"]))
            for each in piece["premises"]:
                self._add_text(source, reg.premise, each["words"], original="")

    def _quote(self, source, piece):
        """Add a quote and the address of its sentence."""
        selector = URIRef(f"{source}#quote")
        article, _sign, sentence = piece["sentence"].partition("#")
        path = languages.localized_address(article, languages.ORIGINAL)
        self._add(source, RDF.type, OA.SpecificResource)
        self._add(source, OA.hasSource, URIRef(f"{path}#{sentence}"))
        self._add(source, OA.hasSelector, selector)
        self._add(selector, RDF.type, OA.TextQuoteSelector)
        self._add(selector, OA.exact, text_literal(piece["quote"], piece["language"]))
