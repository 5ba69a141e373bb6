"""How large pages are for readers on slow lines."""

import pytest
from django.db import transaction
from django.test import Client

from cooperation.domain.kinds import PAGE_KINDS
from cooperation.domain.languages import CODES, localized_address
from cooperation.models import Article, Evidence
from cooperation.sourcing import passages
from cooperation.sourcing.index import index_all
from tests.support.factories import FACTORIES, ArticleFactory, PartnerFactory
from tests.support.large_register import make_large_register
from tests.support.pages import KINDS, body_of, list_address, text_of
from tests.support.rows import SENTENCE, evidence_for, many, relate

LIMIT = 60_000
"""Bytes of HTML, before compression."""


def test_partner_with_300_relations(client, db):
    partner = PartnerFactory(summary_en="A partner with much to do.")
    relations = relate(partner, many("topic", 70) + many("event", 15))
    source = ArticleFactory(body_en=f"<p>{SENTENCE}</p>")
    Evidence.objects.bulk_create(
        evidence_for(partner, source, relation=relation, note=f"Line {n} of the source.")
        for n, relation in enumerate(relations)
    )
    assert len(relations) == 300
    assert len(client.get(partner.get_absolute_url()).content) < LIMIT


def test_results_of_every_kind_with_long_texts(client, db):
    for kind in FACTORIES:
        for record in many(kind, 101):
            record.title_en = f"Long {kind} " + "of cooperation " * 7
            record.summary_en = "One more sentence on the long cooperation of many. " * 20
            record.save()
    index_all()
    response = client.get("/search/?q=long+cooperation")
    assert "All 808" in text_of(body_of(response))
    assert len(response.content) < LIMIT


@pytest.mark.parametrize("is_stored", [True, False])
def test_article_supporting_300_records(client, db, is_stored):
    sentences = [f"On day {n} the parties signed one more paper of theirs." for n in range(100)]
    article = ArticleFactory(body_en="".join(f"<p>{sentence}</p>" for sentence in sentences))
    supported = many("event", 150) + many("topic", 150)
    evidence = [evidence_for(record, article, field="title") for record in supported]
    for number, item in enumerate(evidence):
        item.quote = sentences[number % len(sentences)]
    Evidence.objects.bulk_create(evidence)
    if is_stored:
        passages.store(article)
    response = client.get(article.get_absolute_url())
    assert sentences[99] in text_of(body_of(response))
    assert len(response.content) < LIMIT


@pytest.mark.parametrize("code", CODES)
def test_first_article_at_a_long_address(client, loaded_content, settings, code):
    settings.SITE_URL = "https://register-of-international-cooperation.example.org"
    address = localized_address(Article.objects.get().get_absolute_url(), code)
    assert len(client.get(address).content) < LIMIT


@pytest.mark.parametrize("code", CODES)
def test_notes_that_quote_long_sentences(client, db, code):
    numbers = range(40)
    english = [f"In {n} they agreed on " + "one more thing and " * 25 + "met." for n in numbers]
    russian = [f"В {n} они договорились " + "ещё об одном деле и " * 25 + "ушли." for n in numbers]
    body, translated = ("".join(f"<p>{each}</p>" for each in both) for both in (english, russian))
    article = ArticleFactory(body_en=body, body_ru=translated, source_kind="summary")
    partner = PartnerFactory()
    relations = relate(partner, many("topic", 30) + many("event", 10))
    evidence = [evidence_for(partner, article, relation=relation) for relation in relations]
    for number, item in enumerate(evidence):
        item.quote = english[number % len(english)]
    Evidence.objects.bulk_create(evidence)
    passages.store(article)
    page = client.get(localized_address(partner.get_absolute_url(), code)).content
    assert page.count(b'<li id="note-') == 20
    assert len(page) < LIMIT


RECORDS = {kind.key: f"{list_address(kind.key)}{kind.key}-0/" for kind in PAGE_KINDS}
LARGE = [
    *(address + query for address in RECORDS.values() for query in ("", "?page=2", "?page=4")),
    *(f"/articles/long/{query}" for query in ("", "?page=2", "?page=9")),
    *(list_address(kind) for kind in KINDS),
    *(f"/network/{query}" for query in ("", "?view=picture", "?partner=partner-0")),
    *("/timeline/", "/timeline/?kind=agreement", "/timeline/?kind=event&date=2022-03"),
    *(
        "/",
        "/search/?q=2022",
        "/search/?q=2022&kind=agreement",
        "/partners/partner-0/with/partner-9/",
    ),
]
"""Pages of the large register, in every language."""


@pytest.fixture(scope="module")
def large(django_db_setup, django_db_blocker):
    """{address: response} of the pages of one large register, which is removed again."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_large_register()
        client = Client()
        yield {
            address: client.get(address)
            for path in LARGE
            for address in (localized_address(path, code) for code in CODES)
        }
        transaction.set_rollback(True)


@pytest.mark.xdist_group("large register")
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", LARGE)
def test_page_of_a_large_register(large, path, code):
    response = large[localized_address(path, code)]
    assert response.status_code == 200
    assert len(response.content) < LIMIT
