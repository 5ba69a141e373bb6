"""Records with at least one part of every sort, and random edits of their snapshots."""

import uuid
from copy import deepcopy

from cooperation.models import Document, Image, OtherClaim, Premise, Relation
from cooperation.snapshots.rows import rows_by_key, snapshot_from
from tests.support.factories import (
    FACTORIES,
    ArticleFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
    TopicFactory,
    WorkingGroupFactory,
)

KINDS = {**FACTORIES, "working_group": WorkingGroupFactory}
EDITED = {"alias": "text", "relation": "role_en", "evidence": "note", "premise": "words"}
EDITED |= {"figure": "unit_en", "document": "title_en"}
"""Model to the text of it that random edits change; the others have ``text_en``."""


def full_record(kind, user=None):
    """Save a record of a kind with at least one part of every sort that it can have."""
    image = Image.objects.create(title_en="A", alt_en="B", file="images/a.png", width=1, height=1)
    record = KINDS[kind](title_ru="Запись", summary_en="S.", when="2022-03", image=image)
    article = record if kind == "article" else ArticleFactory()
    record.aliases.create(text="Other", basis="outside", note="them")
    record.aliases.create(text="Another")
    Document.objects.create(record=record, title_en="Text", file="documents/a.pdf", language="en")
    claim = {"field": "title", "text_en": "B", "reason_en": "C", "decided_by": user}
    supported = [
        {"field": "title"},
        {"figure": record.figures.create(value="400.5", qualifier="over", unit_en="people")},
        {"statement": record.statements.create(speaker_en="They", text_en="So.")},
        {"other_claim": OtherClaim.objects.create(record=record, **claim)},
    ]
    if kind == "agreement":
        provision = record.provisions.create(text_en="It.", topic=TopicFactory())
        supported.append({"provision": provision})
    for relation in relations_for(record):
        supported.append({"relation": relation})
        other = relation.object if relation.subject_id == record.pk else relation.subject
        EvidenceFactory(record=other, field="", relation=relation, article=article)
    for number, what in enumerate(supported, 1):
        EvidenceFactory(record=record, article=article, **{"field": "", "order": number} | what)
    EvidenceFactory(record=record, field="when", basis="not_stated", article=None, quote="")
    inferred = EvidenceFactory(record=record, field="title", basis="inferred", note="Since.")
    known = record.evidence.exclude(pk=inferred.pk).exclude(quote="").first()
    Premise.objects.create(inference=inferred, evidence=known, words="W")
    Premise.objects.create(inference=inferred, evidence=None, words="Lost")
    return record


def relations_for(record):
    """Save a relation of the record in each direction that its kind allows; return them."""
    if record.kind == "topic":
        return [RelationFactory(subject=PartnerFactory(), verb="about", object=record)]
    made = [RelationFactory(subject=record, verb="about", object=TopicFactory())]
    if record.kind == "agreement":
        made.append(RelationFactory(object=record, role_en="as host", when="2022"))
    return made


def forget(record):
    """Delete a record with all that ``capture`` takes of it."""
    Relation.objects.of(record).delete()
    record.evidence.all().delete()
    record.delete()


def _is_text(value):
    return isinstance(value, str)


def edited(snapshot, chance):
    """Return a snapshot as an editor may leave it: other texts, parts fewer, renewed, swapped.

    ``chance`` is a ``random.Random``.
    """
    base, own, *parts = deepcopy(snapshot)
    fields = base["fields"]
    fields["title_ru"] = chance.choice([None, "", "Новая", fields["title_ru"]])
    fields["when"] = chance.choice([None, "2024", fields["when"]])
    gone, kept = set(), []
    for row in parts:
        fields, model = row["fields"], row["model"].split(".")[1]
        action = chance.choice(["keep", "keep", "change", "drop", "renew"])
        if fields.get("evidence") in gone:
            fields["evidence"] = None
        if action == "drop" or gone & {*filter(_is_text, fields.values())}:
            gone.add(row["pk"])
            continue
        if action == "change":
            name = EDITED.get(model, "text_en")
            fields[name] = f"{fields[name] or ''}{chance.choice('abё')}"
        if action == "renew" and model in ("alias", "document"):
            row["pk"] = str(uuid.UUID(int=chance.getrandbits(128), version=4))
        kept.append(row)
    aliases = [row["fields"] for row in kept if row["model"] == "cooperation.alias"]
    if len(aliases) == 2 and chance.random() < 0.5:
        aliases[0]["text"], aliases[1]["text"] = aliases[1]["text"], aliases[0]["text"]
    return snapshot_from(rows_by_key([base, own, *kept]))
