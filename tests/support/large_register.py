"""A register with much in it, in three languages: long titles, many relations, a long article."""

from itertools import cycle, islice

from django.db.models import F, Value
from django.db.models.functions import Concat

from cooperation import models
from cooperation.models import Record
from cooperation.sourcing import passages
from cooperation.sourcing.index import index_all
from tests.support.factories import FACTORIES, ArticleFactory
from tests.support.rows import many, relations_of

NAMES = {
    "en": " on the widening of regional cooperation in matters of security and research",
    "ru": " о расширении регионального сотрудничества в вопросах безопасности и исследований",
    "uz": " xavfsizlik va tadqiqot masalalarida mintaqaviy hamkorlikni kengaytirish toʻgʻrisida",
}
"""What makes titles as long as those of real agreements."""

SUMMARIES = {
    "en": "The parties inform each other of what they learn, and meet once a year. " * 3,
    "ru": "Стороны делятся друг с другом тем, что узнают, и встречаются раз в год. " * 3,
    "uz": "Tomonlar bilganlarini bir-biri bilan baham koʻradi va yilda bir uchrashadi. " * 3,
}
SENTENCES = {
    "en": "On day {} the parties signed one more paper on the exchange of what they had "
    "learnt, and asked the institutions of both sides to report on it within the year.",
    "ru": "В день {} стороны подписали ещё один документ об обмене тем, что узнали, и попросили "
    "учреждения обеих сторон отчитаться о нём в течение года.",
    "uz": "{}-kuni tomonlar bilganlarini almashish toʻgʻrisida yana bir hujjat imzoladi va ikki "
    "tomon muassasalaridan yil davomida hisobot berishni soʻradi.",
}
OF_EACH_KIND = 45
RELATIONS = 300
PARTNERS = 200
SENTENCES_OF_ARTICLE = 300
PER_PARAGRAPH = 4


def make_large_register():
    """Fill an empty register; return {kind: its record with 300 relations}, then the article."""
    records = {kind: many(kind, OF_EACH_KIND) for kind in FACTORIES if kind != "partner"}
    records["partner"] = many("partner", PARTNERS)
    _name_all()
    article = _long_article()
    passages.store(article)
    supported = [each for kind in ("event", "agreement", "topic") for each in records[kind]]
    _rest_on(article, supported)
    stars = {kind: others.pop(0) for kind, others in records.items()}
    for star in stars.values():
        _relate(star, [each for others in records.values() for each in others], article)
    _join(records["partner"])
    passages.store_all()
    index_all()
    return stars, article


def _name_all():
    Record.objects.update(
        title_ru=Concat(F("title_en"), Value(NAMES["ru"])),
        title_uz=Concat(F("title_en"), Value(NAMES["uz"])),
        title_en=Concat(F("title_en"), Value(NAMES["en"])),
        **{f"summary_{code}": text for code, text in SUMMARIES.items()},
    )


def _long_article():
    return ArticleFactory(
        slug="long",
        source_kind="summary",
        source_title="A text on the widening of regional cooperation",
        source_author_en="A. Author",
        **{f"title_{code}": f"Text{name}" for code, name in NAMES.items()},
        **{f"body_{code}": _body(text) for code, text in SENTENCES.items()},
    )


def _body(sentence):
    numbers = range(SENTENCES_OF_ARTICLE)
    paragraphs = []
    for start in numbers[::PER_PARAGRAPH]:
        if start % 40 == 0:
            paragraphs.append(f"<h2>{start}</h2>")
        said = " ".join(sentence.format(n) for n in numbers[start : start + PER_PARAGRAPH])
        paragraphs.append(f"<p>{said}</p>")
    return "".join(paragraphs)


def _rest_on(article, records):
    places = cycle(range(SENTENCES_OF_ARTICLE))
    models.Evidence.objects.bulk_create(
        models.Evidence(
            record_id=record.pk,
            article_id=article.pk,
            quote=SENTENCES["en"].format(place),
            field=field,
        )
        for record in records
        for field, place in zip(("title", "when"), islice(places, 2), strict=True)
    )


def _relate(star, others, article):
    """Join a record to others by 300 relations, each with evidence of its own."""
    possible = relations_of(star, others)
    spread = possible[:: max(1, len(possible) // RELATIONS)][:RELATIONS]
    relations = models.Relation.objects.bulk_create(spread)
    models.Evidence.objects.bulk_create(
        models.Evidence(
            record_id=star.pk,
            article_id=article.pk,
            relation=relation,
            quote=SENTENCES["en"].format(number),
        )
        for number, relation in enumerate(relations)
    )


def _join(partners):
    """Join each partner to up to three others."""
    models.Relation.objects.bulk_create(
        models.Relation(subject_id=one.pk, verb="partner_of", object_id=other.pk)
        for place, one in enumerate(partners)
        for other in {partners[place // share] for share in (3, 5, 7)} - {one}
    )
