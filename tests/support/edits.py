"""What an editor may do to a snapshot of a record, at random."""

import uuid

from cooperation.models import Record
from cooperation.snapshots.rows import BASE, OWN, RowKey, rows_by_key, snapshot_from
from tests.support.register import NAMES, QUOTE

ALIAS, RELATION, EVIDENCE = "cooperation.alias", "cooperation.relation", "cooperation.evidence"


def edited(snapshot, chance, typed):
    """Return a snapshot after one to three random edits; ``typed`` gives words never typed yet."""
    rows = rows_by_key(snapshot)
    for _number in range(chance.randint(1, 3)):
        edit = chance.choice([_title, _summary, _add_alias, _change_part, _drop_part, _own, _rare])
        edit(rows, chance, typed)
    return snapshot_from(rows)


def _title(rows, chance, typed):
    field = chance.choice(["title_en", "title_ru"])
    rows[RowKey(BASE)][field] = chance.choice([f"{chance.choice(NAMES)} {typed()}", f"A {typed()}"])


def _summary(rows, chance, typed):
    field = chance.choice(["summary_en", "summary_ru"])
    rows[RowKey(BASE)][field] = chance.choice(["", f"S {typed()}", f"S {typed()}"])


def _add_alias(rows, chance, typed):
    text = chance.choice([f"Other {typed()}", f"Other {typed()}", chance.choice(NAMES)])
    fields = {"record": OWN, "text": text, "basis": "stated", "note": ""}
    rows[_new(ALIAS, chance)] = fields


def _change_part(rows, chance, typed):
    if key := _part(rows, chance):
        name = {ALIAS: "text", RELATION: "role_en", EVIDENCE: "note"}[key.model]
        rows[key][name] = f"p {typed()}"


def _drop_part(rows, chance, typed):
    if key := _part(rows, chance):
        gone = {key.pk} | {other.pk for other, row in rows.items() if key.pk in row.values()}
        for other in [other for other in rows if other.pk in gone and other.pk]:
            del rows[other]


def _own(rows, chance, typed):
    """Change what only this kind has."""
    kind = rows[RowKey(BASE)]["kind"]
    own = rows[next(key for key in rows if key.pk is None and key.model != BASE)]
    if kind == "article":
        sentence = f"<p>{chance.choice(NAMES)} met {chance.choice(NAMES)} about {typed()}.</p>"
        body = own["body_en"] or ""
        own["body_en"] = chance.choice([body + sentence, sentence + body, body or sentence])
    elif kind == "agreement":
        own["reference"] = typed()
    elif kind == "partner":
        own["short_name_en"] = chance.choice(["", f"U {typed()}"])
        others = list(Record.objects.of_kind("agreement").values_list("slug", flat=True))
        if others:
            fields = {"subject": OWN, "object": ["agreement", chance.choice(others)]}
            fields |= {"verb": "signed_by", "role_en": f"r {typed()}"}
            if chance.random() < 0.5:
                fields["verb"] = "party_to"
            else:
                fields["subject"], fields["object"] = fields["object"], fields["subject"]
            nothing = dict.fromkeys(("role_ru", "role_uz", "when"))
            rows[_new(RELATION, chance)] = {**fields, **nothing, "order": 1}


def _rare(rows, chance, typed):
    base = rows[RowKey(BASE)]
    if chance.random() < 0.5:
        base["slug"] = chance.choice(["pact", "union", "forum", "water", typed()])
        return
    parts = ("relation", "provision", "figure", "statement", "other_claim")
    articles = list(Record.objects.of_kind("article").values_list("slug", flat=True))
    if articles and base["kind"] != "article":
        rows[_new(EVIDENCE, chance)] = {
            "record": OWN,
            "field": "title",
            **dict.fromkeys(parts),
            "basis": "stated",
            "article": ["article", chance.choice(articles)],
            "quote": QUOTE,
            "note": f"n {typed()}",
            "order": 1,
        }


def _part(rows, chance):
    found = [key for key in rows if key.model in (ALIAS, RELATION, EVIDENCE)]
    return chance.choice(found) if found else None


def _new(model, chance):
    return RowKey(model, str(uuid.UUID(int=chance.getrandbits(128), version=4)))
