"""A register of any size in which every page has something in each of its parts."""

from itertools import product

from django.core.files.base import ContentFile

from cooperation import models
from cooperation.domain.dates import PartialDate
from cooperation.domain.kinds import KINDS
from cooperation.domain.verbs import VERBS
from cooperation.models import Record
from cooperation.sourcing import passages
from cooperation.sourcing.index import index_all
from tests.support.factories import FACTORIES, ArticleFactory

SENTENCE = "The parties signed it in March 2022."
ENOUGH = 40
"""Records of each kind joined by each verb: more than the facts of a page can hold."""

MODELS = {model.KIND: model for model in Record.__subclasses__() if model.KIND}
OWN = {
    "agreement": {"type": "memorandum", "city_en": "Tashkent", "state": "signed"},
    "event": {"type": "meeting"},
    "initiative": {"type": "programme", "state": "planned"},
    "partner": {"type": "state"},
}


def many(kind, number, **own):
    """Save many published records of one kind quickly; return them."""
    bases = Record.objects.bulk_create(
        Record(
            kind=kind,
            slug=f"{kind}-{index}",
            title_en=f"{KINDS[kind].label} {index}",
            summary_en="One or two sentences that tell a list what it is about.",
            status=Record.Status.PUBLISHED,
            when=PartialDate.parse("March 2022"),
        )
        for index in range(number)
    )
    model = MODELS[kind]
    for base in bases:
        row = model(**{**OWN.get(kind, {}), **own})
        row.__dict__.update({f.attname: getattr(base, f.attname) for f in Record._meta.fields})
        row.record_id = base.pk
        row.save_base(raw=True)
    return list(model.objects.filter(kind=kind, slug__startswith=f"{kind}-").order_by("pk"))


def relate(record, others):
    """Join a record to the others by every verb that fits, in both directions."""
    return models.Relation.objects.bulk_create(relations_of(record, others))


def relations_of(record, others):
    """Return unsaved relations of a record to the others by every verb, in both directions."""
    relations = []
    for verb, other in product(VERBS.values(), others):
        for subject, object_ in ((record, other), (other, record)):
            if verb.joins(subject.kind, object_.kind):
                relations.append(
                    models.Relation(
                        subject_id=subject.pk,
                        verb=verb.key,
                        object_id=object_.pk,
                        role_en="as the source puts it",
                        when=PartialDate.parse("2022"),
                    )
                )
    return relations


def evidence_for(record, article, **supported):
    return models.Evidence(record_id=record.pk, article_id=article.pk, quote=SENTENCE, **supported)


def parts_of(record, number, topics):
    """Return unsaved parts of a record: aliases, figures, statements and, if any, provisions."""
    pk = record.pk
    parts = {
        models.Alias: [models.Alias(record_id=pk, text=f"Name {n}") for n in range(number)],
        models.Figure: [
            models.Figure(record_id=pk, value=n, unit_en="people") for n in range(number)
        ],
        models.Statement: [
            models.Statement(record_id=pk, speaker_en="The parties", text_en=f"Said {n}.")
            for n in range(number)
        ],
        models.Document: [
            models.Document(record_id=pk, title_en=f"Text {n}", file=f"documents/{n}.pdf")
            for n in range(number)
        ],
    }
    if record.kind == "agreement":
        parts[models.Provision] = [
            models.Provision(agreement_id=pk, text_en=f"Covers {n}.", topic_id=topics[n].pk)
            for n in range(number)
        ]
    return parts


def make_register(number):
    """Return {kind: its star}, each with ``number`` of everything that its page can show.

    Beside the star there are ``number`` records of each kind, all joined to it, and as many pages.
    """
    records = {kind: many(kind, number) for kind in FACTORIES}
    source = ArticleFactory(slug="source", summary_en="The source.", body_en=f"<p>{SENTENCE}</p>")
    stars = {kind: make_star(kind, number, records, source) for kind in FACTORIES}
    models.Page.objects.bulk_create(
        models.Page(slug=f"page-{n}", title_en=f"Page {n}", body_en="<p>Text.</p>")
        for n in range(number)
    )
    passages.store_all()
    index_all()
    return stars


def make_star(kind, number, records, source):
    date = PartialDate.parse("about 2022")
    star = FACTORIES[kind](slug="star", summary_en="The star.", when=date, image=picture(kind))
    relations = relate(star, [other for others in records.values() for other in others[:ENOUGH]])
    evidence = [evidence_for(star, source, field=claim) for claim in type(star).CLAIMS]
    evidence += [evidence_for(star, source, relation=relation) for relation in relations]
    for model, parts in parts_of(star, number, records["topic"]).items():
        model.objects.bulk_create(parts)
        if model in (models.Figure, models.Statement, models.Provision):
            name = model._meta.model_name
            evidence += [evidence_for(star, source, **{name: part}) for part in parts]
    models.Evidence.objects.bulk_create(evidence)
    if kind == "council":
        add_working_groups(star, number, records["event"])
    if kind == "article":
        others = [record for others in records.values() for record in others]
        models.Evidence.objects.bulk_create(
            evidence_for(record, star, field="title") for record in others
        )
    return star


def add_working_groups(council, number, events):
    groups = many("working_group", number, council_id=council.pk)
    models.Relation.objects.bulk_create(
        models.Relation(subject_id=event.pk, verb="meeting_of", object_id=group.pk)
        for group in groups
        for event in events[:3]
    )
    models.Evidence.objects.bulk_create(
        models.Evidence(record_id=group.pk, field="count", basis="not_stated") for group in groups
    )


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def picture(name):
    """Save and return a picture of one pixel."""
    return models.Image.objects.create(
        title_en=name, alt_en="A square.", file=ContentFile(PIXEL, name=f"{name}.png")
    )
