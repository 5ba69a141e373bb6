"""A long article is read page by page, and each sentence is found on its own."""

import re

import pytest

from cooperation.domain.languages import CODES, localized_address
from cooperation.models import Evidence
from cooperation.sourcing import passages
from tests.support.factories import AgreementFactory, ArticleFactory
from tests.support.pages import body_of, canonical_in

SENTENCE = "On day {} the parties signed one more paper on what they had learnt of each other."
NUMBER = 300


@pytest.fixture
def article(db):
    paragraphs = [
        f"<p>{' '.join(SENTENCE.format(n) for n in range(start, start + 3))}</p>"
        for start in range(0, NUMBER, 3)
    ]
    saved = ArticleFactory(
        slug="long", body_en="<h2>One</h2>" + "".join(paragraphs) + "<h2>Two</h2><p>The end.</p>"
    )
    passages.store(saved)
    return saved


def sentences_of(body):
    return re.findall(r'<span id="(s-[^"]+)">[^<]', body)


def pages(client, address="/articles/long/"):
    """Return the pages from the first on, as each leads to the next."""
    bodies, query = [], ""
    while query is not None:
        bodies.append(body_of(client.get(f"{address}{query}")))
        found = re.search(r'<a rel="next" href="([^"]*)"', bodies[-1])
        query = found[1] if found else None
    return bodies


def test_pages_hold_each_sentence_once_in_order(client, article):
    bodies = pages(client)
    assert len(bodies) > 1
    found = [address for body in bodies for address in sentences_of(body)]
    assert found == list(article.passages.order_by("order").values_list("address", flat=True))
    numbers = [int(n) for body in bodies for n in re.findall(r'data-number="(\d+)"', body)]
    assert numbers == list(range(1, NUMBER // 3 + 2))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("order", [0, 69, 70, 200, NUMBER])
def test_link_to_a_sentence_opens_its_page(client, article, order, code):
    passage = article.passages.get(order=order)
    page, _sign, anchor = localized_address(passage.get_absolute_url(), code).partition("#")
    response = client.get(page)
    assert anchor in sentences_of(body_of(response))
    assert "parameter" not in body_of(response)
    assert "at=" not in canonical_in(response)


def test_evidence_leads_to_the_page_of_its_sentence(client, article):
    record = AgreementFactory()
    Evidence.objects.create(
        record=record, field="title", article=article, quote=SENTENCE.format(250)
    )
    passages.store(article)
    body = body_of(client.get(record.get_absolute_url()))
    page, anchor = re.search(r'href="(/articles/long/[^"#]*)#(s-[^"]+)"', body).groups()
    assert anchor in sentences_of(body_of(client.get(page)))


def test_contents_and_pages_lead_on_from_a_sentence(client, article):
    first = body_of(client.get("/articles/long/"))
    late = re.search(r'<a href="(\?at=[^"#]+)#(s-[^"]+)">Two</a>', first)
    opened = body_of(client.get(f"/articles/long/{late[1]}"))
    assert late[2] in sentences_of(opened)
    assert 'rel="prev" href="?page=' in opened
    assert "&amp;at=" not in opened


def test_unknown_sentence_opens_the_first_page(client, article):
    response = client.get("/articles/long/?at=nowhere")
    assert sentences_of(body_of(response)) == sentences_of(body_of(client.get("/articles/long/")))
