"""The collections of the API: filtered and sorted as the lists of the site, piece by piece."""

from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from cooperation.queries.representation import EXPANSIONS, field_names
from tests.support.api import PATHS, ids, links_of
from tests.support.factories import FACTORIES, AgreementFactory, PartnerFactory, RelationFactory
from tests.support.rows import make_register


@pytest.mark.parametrize("kind", PATHS)
def test_list_of_an_empty_register_is_empty(client, db, kind):
    response = client.get(PATHS[kind])
    assert response.json() == {"total": 0, "language": "en", "next": None, "results": []}


@pytest.mark.parametrize("kind", PATHS)
def test_list_holds_published_records_only(client, db, kind):
    FACTORIES[kind](slug="public")
    for status in ("draft", "withdrawn"):
        FACTORIES[kind](status=status)
    FACTORIES[kind](publish_at="2999-01-01T00:00:00Z")
    response = client.get(PATHS[kind])
    assert (ids(response), response.json()["total"]) == (["public"], 1)


@pytest.mark.parametrize("kind", PATHS)
def test_record_has_each_name_of_its_kind_and_no_other(client, db, kind):
    record = FACTORIES[kind](slug="one")
    names = set(field_names(type(record)))
    for query in ("", "?expand=relations", "?expand=relations,evidence"):
        [found] = client.get(PATHS[kind] + query).json()["results"]
        expanded = {name for name in EXPANSIONS if name in query}
        assert set(found) == names - set(EXPANSIONS) | expanded
        assert client.get(f"{PATHS[kind]}one/{query}").json() == found


def test_fields_choose_parts_and_expand_them(client, db):
    AgreementFactory(slug="a", title_en="A")
    [found] = client.get(PATHS["agreement"], {"fields": "title,relations"}).json()["results"]
    assert found == {
        "id": "http://127.0.0.1:8000/agreements/a/",
        "title": "A",
        "relations": [],
    }


def all_pieces(client, address):
    """Return the slugs of a whole list, read by its links, and the number of pieces."""
    found, pieces = [], 0
    while address:
        response = client.get(address)
        found += ids(response)
        pieces += 1
        assert response.json()["next"] == links_of(response).get("next")
        address = links_of(response).get("next")
    return found, pieces


@pytest.mark.parametrize("sort", ["newest", "oldest", "title"])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_pieces_make_the_whole_list_in_its_order(client, db, sort, lang):
    dates = ["2022", "March 2022", "2022", None, "since 2020", "until 2023", "about 2022", None]
    for number, when in enumerate(dates):
        russian = f"Запись {9 - number}" if number % 2 else ""
        AgreementFactory(
            slug=f"a{number}",
            when=when,
            title_en="Same" if number < 4 else f"Title {number}",
            title_ru=russian,
        )
    query = {"sort": sort, "lang": lang, "limit": 100}
    expected = ids(client.get(PATHS["agreement"], query))
    query = f"?sort={sort}&lang={lang}&limit=3"
    assert all_pieces(client, PATHS["agreement"] + query) == (expected, 3)
    assert sorted(expected) == sorted(f"a{number}" for number in range(len(dates)))


def test_pieces_neither_repeat_nor_skip_what_others_change(client, db):
    for letter in "bdfh":
        AgreementFactory(slug=letter, title_en=letter)
    first = client.get(PATHS["agreement"], {"sort": "title", "limit": 2})
    AgreementFactory(slug="a", title_en="a")
    AgreementFactory(slug="e", title_en="e")
    assert (ids(first), ids(client.get(links_of(first)["next"]))) == (["b", "d"], ["e", "f"])


def test_links_keep_the_filters_and_lead_back_to_the_first_piece(client, db):
    for number in range(3):
        AgreementFactory(slug=f"a{number}", type="roadmap", title_en=f"{number}")
        AgreementFactory(type="memorandum")
    address = f"{PATHS['agreement']}?type=roadmap&sort=title&limit=2"
    links = links_of(client.get(address))
    assert links["first"] == f"http://127.0.0.1:8000{address}"
    last = client.get(links["next"])
    assert (ids(last), last.json()["total"]) == (["a2"], 3)
    assert set(links_of(last)) == {"first", "service-desc", "service-doc"}
    assert links_of(last)["first"] == f"http://127.0.0.1:8000{address}"


def test_relations_of_a_record_come_piece_by_piece(client, db):
    agreement = AgreementFactory(slug="a")
    dates = ["2022", None, "March 2021", None, "2023"]
    for number, when in enumerate(dates):
        RelationFactory(subject__slug=f"p{number}", object=agreement, when=when)
    RelationFactory(object=agreement, subject=PartnerFactory(status="draft"))
    address = f"{PATHS['agreement']}a/relations/?limit=2"
    slugs = []
    while address:
        response = client.get(address)
        slugs += [each["record"]["slug"] for each in response.json()["results"]]
        address = response.json()["next"]
    assert slugs[:3] == ["p2", "p0", "p4"]
    assert sorted(slugs) == ["p0", "p1", "p2", "p3", "p4"]
    [first] = client.get(f"{PATHS['agreement']}a/relations/?limit=1").json()["results"]
    [same, *_others] = client.get(f"{PATHS['agreement']}a/?expand=relations").json()["relations"]
    assert {name: first[name] for name in ("verb", "direction", "label")} == {
        "verb": "party_to",
        "direction": "incoming",
        "label": "party",
    }
    assert set(first) == set(same)


def test_answers_name_records_by_addresses_that_answer(client, content):
    for path in PATHS.values():
        for found in client.get(path, {"limit": 5}).json()["results"]:
            assert client.get(found["id"]).status_code == 200
            own = found["id"].replace(":8000/", ":8000/api/v1/")
            assert client.get(own).json() == found


@pytest.mark.parametrize("query", ["", "?expand=relations,evidence"])
def test_queries_however_many_records(client, db, query):
    make_register(1)
    counted = []
    for number in (1, 12):
        if number > 1:
            for _count in range(number):
                agreement = AgreementFactory()
                RelationFactory(object=agreement)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PATHS["agreement"] + query).status_code == 200
        counted.append(len(queries))
    first, second = pairwise([*counted, counted[-1]])
    assert first == second


@override_settings(SITE_URL="https://register.example")
def test_addresses_are_those_of_the_site(client, db):
    AgreementFactory(slug="a")
    [found] = client.get(PATHS["agreement"], {"lang": "ru"}).json()["results"]
    assert (found["id"], found["url"]) == (
        "https://register.example/agreements/a/",
        "https://register.example/ru/agreements/a/",
    )
