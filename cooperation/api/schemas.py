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
from cooperation.domain.quantities import QUALIFIERS
from cooperation.domain.verbs import VERBS
from cooperation.models import Record
from cooperation.queries.representation import field_names
from cooperation.queries.representation.evidence import WITHHELD
from cooperation.queries.representation.values import shape_of

TEXT = {"type": "string"}
ADDRESS = {"type": "string", "format": "uri"}
KEY = {"type": "string", "format": "uuid"}
DAY = {"type": "string", "format": "date"}
LANGUAGE = {"type": "string", "enum": list(languages.CODES)}
VALUE_BASIS = {"type": ["string", "null"], "enum": [*map(str, FOR_VALUES), None]}
BASIS = {"enum": [*map(str, (*FOR_VALUES, *FOR_GAPS)), UNCHECKED, None], "type": ["string", "null"]}


WITHHELD_BY = {"type": "string", "enum": list(WITHHELD)}


def ref(name):
    """Return the reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def a(name):
    """Return the schema of something that may be null."""
    return {"anyOf": [ref(name), {"type": "null"}]}


def many(items):
    return {"type": "array", "items": items}


def or_null(schema):
    """Return a simple schema that null meets too."""
    found = {**schema, "type": [schema["type"], "null"]}
    return {**found, "enum": [*schema["enum"], None]} if "enum" in schema else found


def thing(description, /, **properties):
    """Return the schema of an object whose properties, but for evidence, are always there."""
    required = [name for name in properties if name != "evidence"]
    found = {"type": "object", "properties": properties, "required": required}
    return found | ({"description": str(description)} if description else {})


def name_of(kind):
    """Return the name of the schema of a kind, such as WorkingGroup."""
    return kind.title().replace("_", "")


def parts():
    """Return the schemas that those of several kinds are made of."""
    evidence, basis = many(ref("Evidence")), VALUE_BASIS
    some = or_null(TEXT)
    return {
        "Reference": thing(
            _("A record where another one names it."),
            id=ADDRESS,
            kind={"type": "string", "enum": list(KINDS)},
            slug=TEXT,
            title=TEXT,
            url=ADDRESS,
        ),
        "Date": thing(
            _("A date with no more precision than its source: EDTF, ISO 8601-2:2019."),
            edtf=TEXT,
            earliest=or_null(DAY),
            latest=or_null(DAY),
            precision={"type": "string", "enum": ["day", "month", "year", "interval"]},
            basis=BASIS,
            text=TEXT,
        ),
        "Choice": thing(_("One of a list."), value=TEXT, label=TEXT),
        "Place": thing(
            _("The known parts of a place."), venue=some, city=some, country=some, text=TEXT
        ),
        "OtherName": thing(_("Another name of the record."), text=TEXT, basis=basis, note=some),
        "Quantity": thing(
            _("A number as exact as its source: “over 400” is not 400."),
            id=KEY,
            qualifier={"type": "string", "enum": [key for key, _label in QUALIFIERS]},
            value={"type": "number"},
            unit=TEXT,
            text=TEXT,
            basis=basis,
            evidence=evidence,
        ),
        "Relation": thing(
            _("What joins the record to another one, as the record sees it."),
            id=KEY,
            verb={"type": "string", "enum": list(VERBS)},
            direction={"type": "string", "enum": ["outgoing", "incoming"]},
            label=TEXT,
            record=ref("Reference"),
            role=some,
            when=a("Date"),
            basis=basis,
            evidence=evidence,
        ),
        "Provision": thing(
            _("One thing that an agreement covers."),
            id=KEY,
            text=TEXT,
            topic=a("Reference"),
            basis=basis,
            evidence=evidence,
        ),
        "Statement": thing(
            _("What was said, by whom. The register does not vouch for it."),
            id=KEY,
            speaker=TEXT,
            text=TEXT,
            basis=basis,
            evidence=evidence,
        ),
        "OtherClaim": thing(
            _("What another source says of a value, which is disputed for that."),
            id=KEY,
            claim={"type": "string", "enum": list(LABELS)},
            text=TEXT,
            reason=TEXT,
            basis=basis,
            evidence=evidence,
        ),
        "Document": thing(
            _("A file of the record."),
            title=TEXT,
            url=ADDRESS,
            type=some,
            language=or_null(LANGUAGE),
            size=or_null({"type": "integer"}),
            pages=or_null({"type": "integer"}),
        ),
        "Picture": thing(
            _("The picture of the record."),
            url=ADDRESS,
            alt=TEXT,
            credit=some,
            licence=some,
            licence_url=or_null(ADDRESS),
            terms=some,
        ),
        "Evidence": thing(
            _("What a value rests on, or why there is none; the words of public articles only."),
            id=KEY,
            basis=BASIS,
            quote=some,
            language=or_null(LANGUAGE),
            sentence=or_null(ADDRESS),
            article=a("Reference"),
            note=some,
            premises=many(thing("", words=some, withheld=or_null(WITHHELD_BY))),
            withheld=or_null(WITHHELD_BY),
        ),
        "Problem": _problem(),
    }


def _problem():
    wrong = thing("", parameter=TEXT, value=TEXT, detail=TEXT, allowed=many(TEXT))
    wrong["required"].remove("allowed")
    found = thing(
        _("What is wrong with a request: RFC 9457."),
        type={**ADDRESS, "description": " ".join(f"#{key}" for key in problems.TITLES)},
        title=TEXT,
        status={"type": "integer"},
        detail=TEXT,
        errors=many(wrong),
    )
    found["required"].remove("errors")
    return found


SHAPES = {
    "date": a("Date"),
    "choice": a("Choice"),
    "number": {"type": ["integer", "null"]},
    "text": or_null(TEXT),
    "place": a("Place"),
    "council": ref("Reference"),
    "relations": many(ref("Relation")),
    "provisions": many(ref("Provision")),
    "working_groups": many(ref("WorkingGroup")),
}
"""The shape of a claim (``shape_of``) to its schema."""

PROPERTIES = {
    "id": ADDRESS,
    "url": ADDRESS,
    "slug": TEXT,
    "language": LANGUAGE,
    "untranslated": many(TEXT),
    "title": TEXT,
    "summary": or_null(TEXT),
    "credit": or_null(TEXT),
    "other_names": many(ref("OtherName")),
    "topics": many(ref("Relation")),
    "figures": many(ref("Quantity")),
    "statements": many(ref("Statement")),
    "other_claims": many(ref("OtherClaim")),
    "documents": many(ref("Document")),
    "picture": a("Picture"),
    "relations": many(ref("Relation")),
    "shortened": many(TEXT),
    "updated": {"type": "string", "format": "date-time"},
}
"""What every kind has, beside its claims."""


def record(kind):
    """Return the schema of a kind. All but ``id`` is there only if it is asked for."""
    model = Record.model_of(kind)
    evidence = {name: many(ref("Evidence")) for name in model.CLAIMS}
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
    return thing(KINDS[kind].label, **properties) | {"required": ["id"]}


def piece(items):
    """Return the schema of a piece of a list."""
    return thing(
        _("A piece of a list; “next” leads to the following one."),
        total={"type": "integer", "minimum": 0},
        language=LANGUAGE,
        next=or_null(ADDRESS),
        results=many(ref(items)),
    )


def all_schemas():
    """Return every schema of the document by its name."""
    found = parts()
    for kind in KINDS:
        found[name_of(kind)] = record(kind)
    for kind in PAGE_KINDS:
        found[f"{name_of(kind.key)}List"] = piece(name_of(kind.key))
    collection = thing("", kind=TEXT, title=TEXT, description=TEXT, url=ADDRESS)
    return found | {
        "RelationList": piece("Relation"),
        "Root": thing(_("The collections."), collections=many(collection), openapi=ADDRESS),
    }
