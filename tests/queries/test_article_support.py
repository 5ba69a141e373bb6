"""What an article supports."""

import pytest

from cooperation.domain.basis import Basis
from cooperation.models import Evidence
from cooperation.queries.article import LIMIT, supported_by
from tests.factories import FACTORIES, ArticleFactory, EvidenceFactory, WorkingGroupFactory
from tests.views.rows import evidence_for, many


def read(article):
    """Return [(kind, titles)] of what an article supports."""
    return [
        (kind.key, [record.title for record in records]) for kind, records in supported_by(article)
    ]


def test_article_without_evidence_supports_nothing(db):
    assert read(ArticleFactory()) == []


def test_supported_records_stand_by_kind_and_title(db):
    article = ArticleFactory()
    for kind, factory in reversed((FACTORIES | {"working_group": WorkingGroupFactory}).items()):
        for title in ("b", "a"):
            record = factory(title_en=f"{kind} {title}")
            EvidenceFactory(record=record, article=article, field="title")
            EvidenceFactory(record=record, article=article, field="title", quote="Again.")
    assert read(article) == [
        (kind, [f"{kind} a", f"{kind} b"])
        for kind in (
            *("article", "agreement", "event", "council", "working_group"),
            *("initiative", "partner", "person", "topic"),
        )
    ]


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_hidden_records_are_left_out(db, status):
    article = ArticleFactory()
    EvidenceFactory(record__status=status, article=article)
    assert read(article) == []


def test_article_itself_and_evidence_elsewhere_are_left_out(db):
    article = ArticleFactory()
    EvidenceFactory(record=article, article=article, field="title")
    EvidenceFactory(article=ArticleFactory())
    assert read(article) == []


def test_reason_for_a_gap_supports_nothing(db):
    article = ArticleFactory()
    EvidenceFactory(article=article, basis=Basis.NOT_STATED, quote="")
    assert read(article) == []


def test_inference_from_an_article_is_supported_by_it(db):
    article = ArticleFactory()
    EvidenceFactory(record__title_en="A", article=article, basis=Basis.INFERRED, note="It follows.")
    assert read(article) == [("agreement", ["A"])]


def test_supported_records_are_limited_and_take_one_query(db, django_assert_num_queries):
    article = ArticleFactory()
    records = many("topic", LIMIT + 1)
    Evidence.objects.bulk_create(evidence_for(record, article, field="title") for record in records)
    with django_assert_num_queries(1):
        [(kind, titles)] = read(article)
    assert (kind, len(titles)) == ("topic", LIMIT)
