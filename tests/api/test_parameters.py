"""What a request may ask for, and what it is told if it asks for anything else."""

import pytest

from cooperation.domain.languages import CODES
from cooperation.filters import FILTERS
from tests.support.api import PATHS, ids, links_of, problem
from tests.support.factories import AgreementFactory, PartnerFactory, RelationFactory

LIST = PATHS["agreement"]
COMMON = {"limit", "cursor", "fields", "expand", "lang"}

WRONG = {
    "zz=1": ("zz", "1"),
    "page=2": ("page", "2"),
    "type=zz": ("type", "zz"),
    "type=": ("type", ""),
    "type=roadmap&type=memorandum": ("type", "roadmap, memorandum"),
    "state=%20": ("state", ""),
    "partner=zz": ("partner", "zz"),
    "date=31+February+2022": ("date", "31 February 2022"),
    "match=zz": ("match", "zz"),
    "sort=zz": ("sort", "zz"),
    "q=%00": ("q", "\N{REPLACEMENT CHARACTER}"),
    f"q={'a' * 201}": ("q", "a" * 59 + "…"),
    "limit=0": ("limit", "0"),
    "limit=101": ("limit", "101"),
    "limit=-1": ("limit", "-1"),
    "limit=1.5": ("limit", "1.5"),
    "limit=٣": ("limit", "٣"),
    f"limit={'9' * 5000}": ("limit", "9" * 59 + "…"),
    "fields=zz": ("fields", "zz"),
    "fields=title,": ("fields", ""),
    "fields=title,title": ("fields", "title"),
    "fields=__class__": ("fields", "__class__"),
    "expand=body": ("expand", "body"),
    "lang=de": ("lang", "de"),
    "lang=ru&lang=de": ("lang", "de"),
    "cursor=zz": ("cursor", "zz"),
    "cursor=.eJw": ("cursor", ".eJw"),
    "cursor=a:b:c": ("cursor", "a:b:c"),
}


@pytest.mark.parametrize("query", WRONG)
def test_wrong_parameter_is_named(client, db, query):
    AgreementFactory()
    found = problem(client.get(f"{LIST}?{query}"), 400)
    [error] = found["errors"]
    assert (error["parameter"], error["value"]) == WRONG[query]
    assert found["detail"] == f"{error['parameter']}: {error['detail']}"
    assert found["type"] == "http://127.0.0.1:8000/api/#bad-parameter"


def test_what_is_allowed_is_listed(client, db):
    PartnerFactory(slug="uzbekistan")
    allowed = {}
    for query in ("zz=1", "match=zz", "partner=zz", "lang=de", "expand=zz"):
        [error] = problem(client.get(f"{LIST}?{query}"), 400)["errors"]
        allowed[query] = error["allowed"]
    assert allowed == {
        "zz=1": sorted({*FILTERS["agreement"].base_filters, *COMMON}),
        "match=zz": ["possibly", "certainly"],
        "partner=zz": ["uzbekistan"],
        "lang=de": list(CODES),
        "expand=zz": ["relations", "evidence"],
    }


def test_several_wrong_values_are_all_named(client, db):
    errors = problem(client.get(f"{LIST}?type=zz&date=zz&zz=1"), 400)["errors"]
    assert [each["parameter"] for each in errors] == ["zz"]
    errors = problem(client.get(f"{LIST}?type=zz&date=zz"), 400)["errors"]
    assert sorted(each["parameter"] for each in errors) == ["date", "type"]


@pytest.mark.parametrize("path", ["", "openapi.json", "agreements/a/", "agreements/a/relations/"])
def test_every_operation_refuses_what_it_does_not_know(client, db, path):
    AgreementFactory(slug="a")
    [error] = problem(client.get(f"/api/v1/{path}?type=roadmap"), 400)["errors"]
    assert error["parameter"] == "type"


@pytest.mark.parametrize("kind", PATHS)
def test_parameters_are_the_filters_of_the_list(client, db, kind):
    document = client.get("/api/v1/openapi.json").json()
    described = document["paths"][PATHS[kind]]["get"]["parameters"]
    assert {each["name"] for each in described} == {*FILTERS[kind].base_filters, *COMMON}


def cursor_of(client, query):
    address = links_of(client.get(f"{LIST}?{query}"))["next"]
    return address.split("cursor=")[1].split("&")[0]


@pytest.mark.parametrize(
    "query", ["sort=title", "type=memorandum", "lang=ru", "q=Record", "sort=oldest"]
)
def test_cursor_of_another_list_is_refused(client, db, query):
    for _count in range(3):
        AgreementFactory()
    cursor = cursor_of(client, "limit=1")
    assert client.get(f"{LIST}?limit=2&fields=title&cursor={cursor}").status_code == 200
    [error] = problem(client.get(f"{LIST}?{query}&cursor={cursor}"), 400)["errors"]
    assert error["parameter"] == "cursor"
    problem(client.get(f"{PATHS['event']}?cursor={cursor}"), 400)


def test_cursor_that_was_changed_is_refused(client, db):
    for _count in range(2):
        AgreementFactory()
    cursor = cursor_of(client, "limit=1")
    for changed in (cursor[:-1], f"x{cursor}", cursor.swapcase(), cursor + "="):
        problem(client.get(LIST, {"limit": 1, "cursor": changed}), 400)


def test_cursor_of_another_key_is_refused(client, db, settings):
    for _count in range(2):
        AgreementFactory()
    cursor = cursor_of(client, "limit=1").replace("%3A", ":")
    assert client.get(LIST, {"limit": 1, "cursor": cursor}).status_code == 200
    settings.SECRET_KEY = "another key of the same length, more or less"
    problem(client.get(LIST, {"limit": 1, "cursor": cursor}), 400)


def test_filter_works_as_on_the_list(client, db):
    agreement = AgreementFactory(slug="a", type="roadmap", when="March 2022", city_en="Toshkent")
    AgreementFactory(slug="b", when="2022")
    RelationFactory(subject=PartnerFactory(slug="un"), object=agreement)
    found = {
        query: ids(client.get(f"{LIST}?{query}"))
        for query in (
            "type=roadmap",
            "partner=un",
            "date=2022-03",
            "date=2022-03&match=certainly",
            "place=toshkent",
            "q=record&sort=oldest",
        )
    }
    assert found == {
        "type=roadmap": ["a"],
        "partner=un": ["a"],
        "date=2022-03": ["b", "a"],
        "date=2022-03&match=certainly": ["a"],
        "place=toshkent": ["a"],
        "q=record&sort=oldest": ["b", "a"],
    }
