"""A record as rows, two versions of it merged, and what is asked about them."""

import uuid

from cooperation.snapshots.merge import merge
from cooperation.snapshots.parts import part_links
from cooperation.snapshots.rows import BASE, OWN, RowKey, rows_by_key, snapshot_from

ALIAS, PROVISION = "cooperation.alias", "cooperation.provision"
RELATION, EVIDENCE = "cooperation.relation", "cooperation.evidence"
PREMISE = "cooperation.premise"
AGREEMENT = "cooperation.agreement"


def pk(number):
    return str(uuid.UUID(int=number, version=4))


def alias(text):
    return {"record": OWN, "text": text, "basis": "stated", "note": ""}


def relation(partner, role=""):
    return {"subject": ["partner", partner], "verb": "party_to", "object": OWN, "role_en": role}


def evidence(supports, quote):
    fields = {"record": OWN, "field": "", "relation": None, "provision": None}
    source = {"basis": "stated", "article": ["article", "a"], "quote": quote, "note": ""}
    return fields | source | supports


def record(**parts):
    """Return the rows of an agreement with two of each sort of part."""
    base = {"kind": "agreement", "slug": "pact", "status": "published", "title_en": "Pact"}
    rows = {
        RowKey(BASE): base | {"title_ru": None, "summary_en": "", "updated_at": "2026-01-01"},
        RowKey(AGREEMENT): {"record": OWN, "type": "memorandum", "state": ""},
        RowKey(ALIAS, pk(1)): alias("MoU"),
        RowKey(ALIAS, pk(2)): alias("Treaty"),
        RowKey(PROVISION, pk(3)): {"agreement": OWN, "text_en": "Exchange", "order": 1},
        RowKey(RELATION, pk(4)): relation("uz"),
        RowKey(RELATION, pk(5)): relation("un"),
        RowKey(EVIDENCE, pk(6)): evidence({"relation": pk(4)}, "They signed."),
        RowKey(EVIDENCE, pk(7)): evidence({"field": "title"}, "The Pact."),
        RowKey(PREMISE, pk(8)): {"inference": pk(7), "evidence": pk(6), "words": "They signed."},
    }
    return rows | parts


def changed(key, **fields):
    rows = record()
    rows[key] = rows[key] | fields
    return rows


def without(*keys):
    """Return the rows without some, and without what hangs on them, as the database leaves them."""
    rows = {key: dict(fields) for key, fields in record().items() if key not in keys}
    return settled(rows)


def settled(rows):
    """Do what the database does when rows go: take along, or empty, what leads to them."""
    known = set(record()) | set(rows)
    while True:
        dead = set()
        for key, fields in rows.items():
            for name, model, is_cascade in part_links(key.model):
                target = RowKey(model, fields.get(name))
                if target in known and target not in rows:
                    if is_cascade:
                        dead.add(key)
                    else:
                        fields[name] = None
        if not dead:
            return rows
        known |= dead
        rows = {key: fields for key, fields in rows.items() if key not in dead}


def merged(theirs, mine, choices=None, base=None):
    result = merge(
        snapshot_from(base or record()), snapshot_from(theirs), snapshot_from(mine), choices
    )
    return rows_by_key(result.snapshot), result.conflicts


def asked(conflicts):
    """Return {(key, fields): (base, theirs, mine)} of the questions."""
    return {(c.key, c.fields): (c.base, c.theirs, c.mine) for c in conflicts}
