"""Where the page of a record says that articles mention it."""

import pytest
from django.utils.translation import override

from cooperation.models import Record
from cooperation.queries.mentions import MOST_SENTENCES, mentioned_in
from cooperation.sourcing.mentions import scan
from cooperation.sourcing.passages import store
from tests.support.factories import AgreementFactory, ArticleFactory, EventFactory
from tests.support.texts import article_of

ARTICLE_QUERIES, EVENT_QUERIES = 16, 16


@pytest.fixture
def paper(db):
    return AgreementFactory(title_en="Paper", type="roadmap")


def told(record):
    return [
        [passage.text for passage in sentences] for _, sentences in mentioned_in(record).articles
    ]


def test_record_lists_the_sentences_of_published_articles(client, paper):
    article_of("<p>Paper, Paper. Nothing. On Paper again.</p>", title_en="Seen", slug="seen")
    article_of("<p>Paper unseen.</p>", status=Record.Status.DRAFT)
    assert told(paper) == [["Paper, Paper.", "On Paper again."]]
    page = client.get(paper.get_absolute_url()).content.decode()
    assert ("Mentioned in" in page, "On Paper again." in page, "unseen" in page) == (
        True,
        True,
        False,
    )


def test_record_without_mentions_has_no_such_section(client, paper):
    assert "Mentioned in" not in client.get(paper.get_absolute_url()).content.decode()


def test_sentences_come_in_the_language_of_the_reader(paper):
    article = ArticleFactory(body_en="<p>Paper.</p>", body_ru="<p>Вот Paper.</p>")
    store(article)
    scan(article)
    article_of("<p>Only Paper.</p>")
    assert sorted(told(paper)) == [["Only Paper."], ["Paper."]]
    with override("ru"):
        assert sorted(told(paper)) == [["Only Paper."], ["Вот Paper."]]


def test_sentences_are_limited_and_take_one_query(paper, django_assert_num_queries):
    article_of("".join(f"<p>Paper {number}.</p>" for number in range(MOST_SENTENCES + 3)))
    with django_assert_num_queries(1):
        found = mentioned_in(paper)
        addresses = [article.get_absolute_url() for article, _sentences in found.articles]
    assert (found.total, found.more, len(addresses)) == (MOST_SENTENCES + 3, 3, 1)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_pages_take_as_many_queries_however_many_mentions(
    client, db, django_assert_num_queries, number
):
    records = [EventFactory(title_en=f"Event {n}", slug=f"event-{n}") for n in range(number)]
    bodies = "".join(f"<p>Event {n} and Event 0.</p>" for n in range(number))
    articles = [article_of(bodies) for _ in range(number)]
    for record, queries in ((articles[0], ARTICLE_QUERIES), (records[0], EVENT_QUERIES)):
        with django_assert_num_queries(queries):
            client.get(record.get_absolute_url())
