"""The page of results, and the answers to those who type."""

import re
from html import unescape

import pytest

from cooperation.domain.languages import CODES, localized_address
from cooperation.models import Passage, Record
from cooperation.queries.search import FIRST_OF_KIND, PER_PAGE
from cooperation.sourcing.index import index_all
from tests.support.factories import (
    AgreementFactory,
    EventFactory,
    PartnerFactory,
    RelationFactory,
    TopicFactory,
)
from tests.support.pages import (
    active_filters_in,
    body_of,
    canonical_in,
    count_in,
    meta_in,
    notices_in,
    text_of,
    titles_in,
)
from tests.support.search_corpus import NOTHING, make_corpus


@pytest.fixture
def corpus(db):
    make_corpus()


def search(client, **query):
    return client.get("/search/", query)


def links_in(response, label):
    """Return {words: address} of the links in the list or status of this pattern."""
    found = re.search(label, body_of(response), re.S)
    links = re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', found[0], re.S) if found else []
    return {text_of(inner): unescape(address) for address, inner in links}


def status_in(response):
    found = re.search(r'<div role="status" class.*?</div>', body_of(response), re.S)
    return text_of(found[0]) if found else ""


def groups_in(response):
    """Return {heading: titles} of the groups of results."""
    parts = re.split(r'<section class="results__group', body_of(response))[1:]
    return {
        text_of(re.search(r"<h2[^>]*>(.*?)</h2>", part, re.S)[1]): [
            text_of(title)
            for title in re.findall(r'<a class="row__title"[^>]*>(.*?)</a>', part, re.S)
        ]
        for part in parts
    }


def test_results_stand_in_groups_with_counts_and_marks(client, corpus):
    response = search(client, q="tashkent")
    assert groups_in(response) == {
        "Agreements 1": ["Tashkent Declaration"],
        "Events 1": ["High-Level Conference in Tashkent"],
    }
    assert count_in(response) == "2 results"
    assert "<mark>Tashkent</mark> Declaration</a>" in body_of(response)
    assert links_in(response, '<ul class="kinds".*?</ul>') == {
        "All 2": "?q=tashkent",
        "Agreements 1": "?q=tashkent&kind=agreement",
        "Events 1": "?q=tashkent&kind=event",
    }
    assert meta_in(response, "robots") == "noindex, follow"
    assert canonical_in(response) is None


def test_sentence_is_a_link_to_its_place(client, corpus):
    passage = Passage.objects.get(text__startswith="Foreign")
    address = f"/articles/article/#{passage.address}"
    body = body_of(search(client, q="foreign ministers"))
    assert f'<a href="{address}"><mark>Foreign ministers</mark> attended the meeting.</a>' in body
    body = body_of(client.get("/uz/search/", {"q": "foreign ministers"}))
    assert f'<a href="{address}" lang="en"><mark>Foreign ministers</mark>' in body


@pytest.mark.parametrize("code", CODES)
def test_page_exists_in_each_language(client, corpus, code):
    response = client.get(localized_address("/search/", code), {"q": "yoʻl xaritasi"})
    assert response.status_code == 200
    assert len(titles_in(response)) == 2


def test_provision_leads_to_its_agreement(client, corpus):
    response = search(client, q="vulnerable objects")
    assert 'href="/agreements/roadmap-2024/"' in body_of(response)
    assert "What it covers" in text_of(body_of(response))


def test_all_of_a_kind_are_shown_page_by_page(client, db):
    for number in range(PER_PAGE + 1):
        AgreementFactory(title_en=f"Giraffe {number}")
    EventFactory(title_en="Giraffe event")
    index_all()
    response = search(client, q="giraffe")
    assert len(titles_in(response)) == FIRST_OF_KIND + 1
    assert "?q=giraffe&amp;kind=agreement" in body_of(response)
    assert f"Show all agreements ({PER_PAGE + 1})" in text_of(body_of(response))
    first = search(client, q="giraffe", kind="agreement")
    last = search(client, q="giraffe", kind="agreement", page="99")
    assert [len(titles_in(page)) for page in (first, last)] == [PER_PAGE, 1]
    assert len({*titles_in(first), *titles_in(last)}) == PER_PAGE + 1
    assert "?q=giraffe&amp;kind=agreement&amp;page=2" in body_of(first)
    assert 'aria-current="page">Agreements <b>21</b>' in body_of(first)


def test_kind_without_results_says_where_they_are(client, corpus):
    response = search(client, q="voronkov", kind="topic")
    assert titles_in(response) == []
    assert "No results of this kind. See the other kinds." in text_of(body_of(response))


def test_filters_narrow_the_results(client, corpus):
    uzbekistan = Record.objects.get(slug="uzbekistan").as_kind()
    roadmap = Record.objects.get(slug="roadmap-2022").as_kind()
    topic = TopicFactory(slug="plans", title_en="Plans")
    RelationFactory(subject=uzbekistan, object=roadmap)
    RelationFactory(subject=Record.objects.get(slug="visit"), verb="about", object=topic)
    only = ["Roadmap between Uzbekistan and UNOCT (2022)"]
    assert titles_in(search(client, q="roadmap", partner="uzbekistan")) == only
    assert titles_in(search(client, q="roadmap", date="2022")) == only
    assert titles_in(search(client, q="voronkov", topic="plans")) == ["Visit of Vladimir Voronkov"]
    response = search(client, q="roadmap", date="2022", kind="agreement")
    assert titles_in(response) == only
    assert list(active_filters_in(response)) == ["Date: 2022 × remove", "Remove all"]


def test_filters_that_leave_nothing_say_so(client, corpus):
    response = search(client, q="roadmap", date="1999")
    assert titles_in(response) == []
    assert "Remove a filter" in status_in(response)


@pytest.mark.parametrize(
    ("wrong", "label"),
    [
        ({"kind": "zz"}, "Kind:"),
        ({"date": "yesterday"}, "Date:"),
        ({"partner": "nobody"}, "Partner:"),
        ({"topic": "nothing"}, "Topic:"),
        ({"q": "x" * 201}, "Search:"),
        ({"q": "a\x00b"}, "Search:"),
    ],
)
def test_wrong_value_is_named_with_its_remedy(client, corpus, wrong, label):
    response = search(client, **{"q": "roadmap", **wrong})
    assert response.status_code == 400
    (notice,) = notices_in(response)
    assert notice.startswith("Correct or remove these filters to search:")
    assert label in notice
    assert titles_in(response) == []


def test_unknown_parameter_is_left_aside(client, corpus):
    response = search(client, q="roadmap", colour="red", utm_source="x")
    assert response.status_code == 200
    assert notices_in(response) == ["“colour” is not a filter of this page and was ignored."]


@pytest.mark.parametrize("text", [text for text in NOTHING if len(text) <= 200])
def test_odd_queries_break_nothing(client, corpus, text):
    for kind in ("", "agreement"):
        response = search(client, q=text, kind=kind, page="x")
        assert response.status_code == 200
        assert titles_in(response) == []


def test_empty_query_says_what_can_be_found(client, corpus):
    words = text_of(body_of(search(client)))
    assert "What can be found" in words
    assert "results" not in words


def test_query_without_letters_is_told_so(client, corpus):
    assert "“:::” contains no letter or digit." in text_of(body_of(search(client, q=":::")))


def test_empty_database_has_its_page(client, db):
    assert "there is nothing to find" in text_of(body_of(search(client)))
    response = search(client, q="roadmap")
    assert (response.status_code, titles_in(response)) == (200, [])
    assert status_in(response).startswith("No results for “roadmap”.")


def test_mistyped_query_shows_at_once_what_was_meant(client, corpus):
    response = search(client, q="rehabilitaton")
    assert titles_in(response)[0] == "Rehabilitation and reintegration"
    assert status_in(response) == (
        "No results for “rehabilitaton”. These are the results for rehabilitation . 2 results"
    )
    assert "?q=rehabilitation&amp;kind=agreement" in body_of(response)


def test_something_better_is_suggested_beside_few_results(client, db):
    PartnerFactory(title_en="Girafee")
    for number in range(6):
        PartnerFactory(title_en=f"Giraffe {number}")
    index_all()
    response = search(client, q="girafee")
    assert titles_in(response) == ["Girafee"]
    assert status_in(response) == "Did you mean Giraffe ? 1 result"
    assert "?q=Giraffe" in body_of(response)


def test_words_that_never_meet_are_offered_one_by_one(client, corpus):
    response = search(client, q="Tashkent Voronkov")
    links = links_in(response, '<div role="status" class.*?</div>')
    assert (links["Tashkent"], links["Voronkov"]) == ("?q=Tashkent", "?q=Voronkov")
    assert links["Agreements"] == "/agreements/"


def test_long_query_says_that_it_was_cut(client, corpus):
    response = search(client, q=" ".join(f"w{number}" for number in range(20)))
    assert "Only the first words" in status_in(response)


def test_markup_is_shown_as_text(client, db):
    AgreementFactory(title_en="<b>Giraffe</b> & “zebra”")
    index_all()
    body = body_of(search(client, q="giraffe"))
    assert "&lt;b&gt;<mark>Giraffe</mark>&lt;/b&gt; &amp; “zebra”" in body
    body = body_of(search(client, q='"><script>'))
    assert "&quot;&gt;&lt;script&gt;" in body
    assert "<script>" not in body


def test_suggestions_are_names_with_kind_and_address(client, corpus):
    response = client.get("/search/suggestions/", {"q": "joint act"})
    assert response.json() == {
        "suggestions": [
            {
                "title": "Plan for the implementation of the Strategy",
                "name": "Joint Action Plan",
                "kind": "Agreement",
                "url": "/agreements/plan/",
            }
        ],
        "message": "1 suggestion",
    }
    assert response.headers["Cache-Control"] == "private, max-age=60"
    russian = client.get("/ru/search/suggestions/", {"q": "ташкентская"}).json()["suggestions"]
    assert [(each["title"], each["url"]) for each in russian] == [
        ("Ташкентская декларация", "/ru/agreements/declaration/")
    ]


@pytest.mark.parametrize("text", NOTHING)
def test_suggestions_for_odd_queries(client, corpus, text):
    response = client.get("/search/suggestions/", {"q": text})
    assert response.json() == {"suggestions": [], "message": "0 suggestions"}


def test_suggestions_are_only_read(client, db):
    assert client.post("/search/suggestions/", {"q": "x"}).status_code == 405


def test_box_stands_where_nothing_was_found(client, db):
    body = body_of(client.get("/nothing/"))
    assert 'action="/search/" method="get" role="search"' in body
    assert '<label class="visually-hidden" for="search-here">' in body
