"""What answers look like: the JSON Schemas of the OpenAPI document.

Those of records are made from the claims of each kind, as the records themselves are. Further
properties may be added at any time, so none is forbidden.
"""

from django.utils.translation import gettext as _

from cooperation.api import problems
from cooperation.domain import languages
from cooperation.domain.basis import FOR_GAPS, FOR_VALUES, UNCHECKED
from cooperation.domain.claims import LABELS
from cooperation.domain.kinds import KINDS, PAGE_KINDS
from cooperation.domain.languages import OF_SOURCES
from cooperation.domain.quantities import QUALIFIERS
from cooperation.domain.verbs import VERBS
from cooperation.models import Record
from cooperation.queries.representation import field_names
from cooperation.queries.representation.evidence import WITHHELD
from cooperation.queries.representation.values import shape_of

TEXT = {"type": "string"}
URI = {"type": "string", "format": "uri"}
UUID = {"type": "string", "format": "uuid"}
DAY = {"type": "string", "format": "date"}
LANGUAGE = {"type": "string", "enum": list(languages.CODES)}
VALUE_BASIS = {"type": ["string", "null"], "enum": [*map(str, FOR_VALUES), None]}
BASIS = {"enum": [*map(str, (*FOR_VALUES, *FOR_GAPS)), UNCHECKED, None], "type": ["string", "null"]}
WITHHELD_BY = {"type": "string", "enum": list(WITHHELD)}


def ref(name):
    """Return the reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def ref_or_null(name):
    """Return the reference to a schema whose value may be null."""
    return {"anyOf": [ref(name), {"type": "null"}]}


def array_of(items):
    return {"type": "array", "items": items}


def or_null(schema):
    """Return a simple schema whose value may also be null."""
    found = {**schema, "type": [schema["type"], "null"]}
    return {**found, "enum": [*schema["enum"], None]} if "enum" in schema else found


def object_of(description, /, **properties):
    """Return the schema of an object that always has each property, except ``evidence``."""
    required = [name for name in properties if name != "evidence"]
    found = {"type": "object", "properties": properties, "required": required}
    return found | ({"description": str(description)} if description else {})


def schema_name(kind):
    """Return the name of the schema of a kind, such as WorkingGroup."""
    return kind.title().replace("_", "")


def shared_schemas():
    """Return the schemas that the schemas of several kinds refer to."""
    evidence, basis = array_of(ref("Evidence")), VALUE_BASIS
    text_or_null = or_null(TEXT)
    return {
        "Reference": object_of(
            _("A record where another one names it."),
            id=URI,
            kind={"type": "string", "enum": list(KINDS)},
            slug=TEXT,
            title=TEXT,
            url=URI,
        ),
        "Date": object_of(
            _("A date with no more precision than its source: EDTF, ISO 8601-2:2019."),
            edtf=TEXT,
            earliest=or_null(DAY),
            latest=or_null(DAY),
            precision={"type": "string", "enum": ["day", "month", "year", "interval"]},
            basis=BASIS,
            text=TEXT,
        ),
        "Choice": object_of(_("One of a list."), value=TEXT, label=TEXT),
        "Place": object_of(
            _("The known parts of a place."),
            venue=text_or_null,
            city=text_or_null,
            country=text_or_null,
            text=TEXT,
        ),
        "OtherName": object_of(
            _("Another name of the record."), text=TEXT, basis=basis, note=text_or_null
        ),
        "Quantity": object_of(
            _("A number as exact as its source: “over 400” is not 400."),
            id=UUID,
            qualifier={"type": "string", "enum": [key for key, _label in QUALIFIERS]},
            value={"type": "number"},
            unit=TEXT,
            text=TEXT,
            basis=basis,
            evidence=evidence,
        ),
        "Relation": object_of(
            _("What joins the record to another one, as the record sees it."),
            id=UUID,
            verb={"type": "string", "enum": list(VERBS)},
            direction={"type": "string", "enum": ["outgoing", "incoming"]},
            label=TEXT,
            record=ref("Reference"),
            role=text_or_null,
            when=ref_or_null("Date"),
            basis=basis,
            evidence=evidence,
        ),
        "Provision": object_of(
            _("One thing that an agreement covers."),
            id=UUID,
            text=TEXT,
            topic=ref_or_null("Reference"),
            basis=basis,
            evidence=evidence,
        ),
        "Statement": object_of(
            _("Who said what. The register does not vouch for what was said."),
            id=UUID,
            speaker=TEXT,
            text=TEXT,
            basis=basis,
            evidence=evidence,
        ),
        "OtherClaim": object_of(
            _("What another source says of a value, which is disputed for that."),
            id=UUID,
            claim={"type": "string", "enum": list(LABELS)},
            text=TEXT,
            reason=TEXT,
            basis=basis,
            evidence=evidence,
        ),
        "Document": object_of(
            _("A file of the record."),
            title=TEXT,
            url=URI,
            type=text_or_null,
            language=or_null(LANGUAGE),
            size=or_null({"type": "integer"}),
            pages=or_null({"type": "integer"}),
        ),
        "Picture": object_of(
            _("The picture of the record."),
            url=URI,
            alt=TEXT,
            credit=text_or_null,
            licence=text_or_null,
            licence_url=or_null(URI),
            terms=text_or_null,
        ),
        "Source": object_of(
            _("What an article is – the text itself, a summary, a translation – and of what."),
            kind=ref_or_null("Choice"),
            text=text_or_null,
            author=text_or_null,
            title=text_or_null,
            outlet=text_or_null,
            language=or_null({"type": "string", "enum": [code for code, _name in OF_SOURCES]}),
            url=or_null(URI),
            archived_url=or_null(URI),
            licence=text_or_null,
            licence_url=or_null(URI),
            not_public=text_or_null,
        ),
        "Evidence": object_of(
            _("What a value rests on, or why there is none; the words of public articles only."),
            id=UUID,
            basis=BASIS,
            quote=text_or_null,
            language=or_null(LANGUAGE),
            sentence=or_null(URI),
            article=ref_or_null("Reference"),
            source=ref_or_null("Source"),
            note=text_or_null,
            premises=array_of(object_of("", words=text_or_null, withheld=or_null(WITHHELD_BY))),
            withheld=or_null(WITHHELD_BY),
        ),
        "Problem": _problem(),
    }


def _problem():
    wrong = object_of("", parameter=TEXT, value=TEXT, detail=TEXT, allowed=array_of(TEXT))
    wrong["required"].remove("allowed")
    found = object_of(
        _("What is wrong with a request: RFC 9457."),
        type={**URI, "description": " ".join(f"#{key}" for key in problems.TITLES)},
        title=TEXT,
        status={"type": "integer"},
        detail=TEXT,
        errors=array_of(wrong),
    )
    found["required"].remove("errors")
    return found


SHAPES = {
    "date": ref_or_null("Date"),
    "choice": ref_or_null("Choice"),
    "number": {"type": ["integer", "null"]},
    "text": or_null(TEXT),
    "place": ref_or_null("Place"),
    "council": ref("Reference"),
    "relations": array_of(ref("Relation")),
    "provisions": array_of(ref("Provision")),
    "working_groups": array_of(ref("WorkingGroup")),
}
"""The shape of a claim (``shape_of``) to its schema."""

PROPERTIES = {
    "id": URI,
    "url": URI,
    "slug": TEXT,
    "language": LANGUAGE,
    "untranslated": array_of(TEXT),
    "title": TEXT,
    "summary": or_null(TEXT),
    "credit": or_null(TEXT),
    "source": ref_or_null("Source"),
    "other_names": array_of(ref("OtherName")),
    "topics": array_of(ref("Relation")),
    "figures": array_of(ref("Quantity")),
    "statements": array_of(ref("Statement")),
    "other_claims": array_of(ref("OtherClaim")),
    "documents": array_of(ref("Document")),
    "picture": ref_or_null("Picture"),
    "relations": array_of(ref("Relation")),
    "shortened": array_of(TEXT),
    "updated": {"type": "string", "format": "date-time"},
}
"""What every kind has, beside its claims."""


def record_schema(kind):
    """Return the schema of a kind. Only ``id`` is required: ``fields`` may leave out the rest."""
    model = Record.model_of(kind)
    evidence = {name: array_of(ref("Evidence")) for name in model.CLAIMS}
    special = {
        "kind": {"type": "string", "enum": [kind]},
        "basis": {"type": "object", "properties": dict.fromkeys(model.CLAIMS, BASIS)},
        "evidence": {"type": "object", "properties": evidence},
    }
    properties = {}
    for name in field_names(model):
        schema = special.get(name) or PROPERTIES.get(name) or SHAPES[shape_of(model, name)]
        label = LABELS.get(name) if name in model.CLAIMS else None
        properties[name] = {**schema, "description": str(label)} if label else schema
    return object_of(KINDS[kind].label, **properties) | {"required": ["id"]}


def record_list_schema(kind):
    """Return the schema of a piece of the list of a kind; ``missing`` comes with some filters."""
    found = list_schema(schema_name(kind))
    found["properties"]["missing"] = {
        "type": "integer",
        "minimum": 0,
        "description": _(
            "How many records meet every filter, except that a value that is filtered by is not "
            "known of them. They are given only with “missing=included”."
        ),
    }
    return found


def list_schema(item):
    """Return the schema of a piece of a list, whose results have the schema ``item``."""
    return object_of(
        _("A piece of a list; “next” leads to the following one."),
        total={"type": "integer", "minimum": 0},
        language=LANGUAGE,
        next=or_null(URI),
        results=array_of(ref(item)),
    )


def all_schemas():
    """Return every schema of the document by its name."""
    found = shared_schemas()
    for kind in KINDS:
        found[schema_name(kind)] = record_schema(kind)
    for kind in PAGE_KINDS:
        found[f"{schema_name(kind.key)}List"] = record_list_schema(kind.key)
    collection = object_of("", kind=TEXT, title=TEXT, description=TEXT, url=URI)
    return found | {
        "RelationList": list_schema("Relation"),
        "Root": object_of(_("The collections."), collections=array_of(collection), openapi=URI),
    }
