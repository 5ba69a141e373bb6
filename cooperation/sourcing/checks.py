"""Checks the evidence, relations, names and translations of the whole register."""

from collections import defaultdict

from modeltranslation.translator import translator

from cooperation.domain import languages, verbs
from cooperation.domain.basis import FOR_VALUES
from cooperation.domain.texts.name_finder import name_key
from cooperation.domain.vocabulary import SourceKind
from cooperation.models import (
    Alias,
    Article,
    Evidence,
    Figure,
    OtherClaim,
    Page,
    Premise,
    Provision,
    Record,
    Relation,
    Statement,
)
from cooperation.models.evidence import PARTS
from cooperation.models.links import dead_links
from cooperation.sourcing.check_results import Finding, name_of
from cooperation.sourcing.contradictions import contradictions


def check_register():
    """Yield a Finding for everything that is wrong."""
    records = {record.pk: record for record in all_records()}
    evidence = list(
        Evidence.objects.select_related("article", "record", *PARTS).order_by("record_id", "id")
    )
    yield from _kinds(records)
    yield from _sources(records)
    yield from _quotes(evidence)
    yield from _inferences()
    yield from _unsupported(records, evidence)
    yield from contradictions(records)
    yield from _relations()
    yield from _aliases()
    yield from _translations(records)
    yield from _links(records)


def all_records():
    """Yield every record as its kind."""
    for model in Record.__subclasses__():
        if model.KIND:
            yield from model.objects.order_by("pk")


def _links(records):
    articles = ((name_of(each), each) for each in records.values() if each.kind == Article.KIND)
    pages = ((f"page/{page.slug}", page) for page in Page.objects.order_by("pk"))
    for name, item in (*articles, *pages):
        for column in languages.columns("body"):
            for error in dead_links(getattr(item, column) or ""):
                yield Finding(name, column, "A link leads nowhere.", str(error))


def _kinds(records):
    for record in Record.objects.exclude(pk__in=records):
        yield Finding(name_of(record), "kind", "The record has no row of its kind.", "Delete it.")
    for record in records.values():
        if record.kind != type(record).KIND:
            yield Finding(
                name_of(record),
                "kind",
                f"It is stored as “{type(record).KIND}” but its kind is “{record.kind}”.",
                f"Set its kind to “{type(record).KIND}”.",
            )


def _sources(records):
    """Published articles that do not say what they are, or where their source is."""
    for article in records.values():
        if article.kind != "article" or not article.is_published:
            continue
        if not article.source_kind:
            yield Finding(
                name_of(article),
                "source_kind",
                "It does not say whether it is the text itself, our summary or our translation.",
                "Choose what this text is.",
            )
        elif article.source_kind != SourceKind.TEXT and not (
            article.source_url or article.source_archived_url or article.source_not_public
        ):
            yield Finding(
                name_of(article),
                "source_url",
                "Nothing leads to its source.",
                "Give the address or an archived copy, or say why it is not public online.",
            )


def _quotes(evidence):
    for item in evidence:
        if item.quote and not item.quote_is_in_article():
            yield Finding(
                name_of(item.record),
                f"{_what(item)} (evidence {item.pk})",
                f"“{item.quote}” does not stand in {name_of(item.article)} word for word.",
                "Choose the sentence again, or delete the evidence.",
            )
        if item.quote and item.record.is_published and not item.article.is_published:
            yield Finding(
                name_of(item.record),
                f"{_what(item)} (evidence {item.pk})",
                f"Its source {name_of(item.article)} is not public.",
                "Publish the article, or give another source.",
            )


def _inferences():
    """Inferences that have lost a premise."""
    premises = Premise.objects.select_related("evidence", "inference__record")
    for premise in premises:
        if premise.evidence is None:
            yield Finding(
                name_of(premise.inference.record),
                f"{_what(premise.inference)} (evidence {premise.inference_id})",
                f"A premise of this inference was deleted: “{premise.words}”",
                "Choose another premise, or remove the value.",
            )


def _what(item):
    return item.field or str(item.part)


def _unsupported(records, evidence):
    """Values of published records without evidence."""
    supported, parts = set(), set()
    for item in evidence:
        if item.basis not in FOR_VALUES:
            continue
        if item.field:
            supported.add((item.record_id, item.field))
        else:
            parts.add(item.part.pk)
    for record in records.values():
        for claim in record.field_claims() if record.is_published else ():
            if record.claim_value(claim) and (record.pk, claim) not in supported:
                yield Finding(
                    name_of(record),
                    claim,
                    f"“{record.claim_value(claim)}” has no evidence.",
                    "Give the sentence that states it, or say what it is based on.",
                )
    yield from _unsupported_parts(records, parts)


def _unsupported_parts(records, supported):
    published = {pk for pk, record in records.items() if record.is_published}
    found = [
        (records[part.agreement_id], part)
        for part in Provision.objects.filter(agreement__in=published)
    ]
    for model in (Figure, Statement, OtherClaim):
        parts = model.objects.filter(record__in=published)
        found += [(records[part.record_id], part) for part in parts]
    found += [
        (relation.subject, relation) for relation in Relation.objects.published().with_records()
    ]
    for record, part in found:
        if part.pk not in supported:
            yield Finding(
                name_of(record),
                str(part._meta.verbose_name),
                f"“{part}” has no evidence.",
                "Give the sentence that states it, or say what it is based on.",
            )


def _relations():
    for relation in Relation.objects.with_records():
        verb = verbs.VERBS[relation.verb]
        if not verb.joins(relation.subject.kind, relation.object.kind):
            yield Finding(
                name_of(relation.subject),
                relation.verb,
                f"“{relation}” links kinds that this relation cannot link.",
                "Choose another relation or another record.",
            )


def _aliases():
    """Other names that two records have."""
    named = defaultdict(set)
    for record in Record.objects.not_merged():
        named[name_key(record.title)].add(record)
    aliases = list(Alias.objects.select_related("record").order_by("text"))
    for alias in aliases:
        named[name_key(alias.text)].add(alias.record)
    for alias in aliases:
        others = named[name_key(alias.text)] - {alias.record}
        if others:
            names = ", ".join(sorted(name_of(record) for record in others))
            yield Finding(
                name_of(alias.record),
                "other name",
                f"“{alias.text}” also names {names}.",
                "Keep it for one of them, or make it longer.",
            )


def _translations(records):
    for record in records.values():
        options = translator.get_options_for_model(type(record))
        for field, translations in options.all_fields.items():
            if record._meta.get_field(field).blank:
                continue
            for translation in translations:
                if not translation.blank and not getattr(record, translation.attname):
                    yield Finding(
                        name_of(record),
                        translation.name,
                        "It is required and empty.",
                        "Write it in this language.",
                    )
