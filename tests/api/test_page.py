"""The page that describes the API to people, and the OpenAPI document that it is made from."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.api.problems import TITLES
from tests.support.api import PATHS
from tests.support.factories import FACTORIES
from tests.support.pages import body_of, text_of

LIMIT = 60_000
"""Bytes of HTML, before compression."""


@pytest.mark.parametrize("prefix", ["", "/ru", "/uz"])
def test_page_describes_each_list_and_fits(client, db, prefix):
    response = client.get(f"{prefix}/api/")
    page = body_of(response)
    assert [path for path in PATHS.values() if f'<a href="{path}">' not in page] == []
    assert [key for key in TITLES if f'id="{key}"' not in page] == []
    assert len(response.content) < LIMIT
    assert (
        re.findall(
            r"<script(?! type=.(?:module. src=./static/|application/ld))|style=| src=.https?:",
            page,
        )
        == []
    )


def test_page_names_each_parameter_and_each_part(client, db):
    text = text_of(body_of(client.get("/api/")))
    document = client.get("/api/v1/openapi.json").json()
    parameters = {
        each["name"]
        for path in PATHS.values()
        for each in document["paths"][path]["get"]["parameters"]
    }
    names = {
        name
        for path in PATHS.values()
        for each in document["paths"][path]["get"]["parameters"]
        if each["name"] == "fields"
        for name in each["schema"]["items"]["enum"]
    }
    assert [name for name in parameters - {"fields"} | names if name not in text] == []


def test_page_takes_the_same_queries_however_many_records(client, db):
    counted = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get("/api/")
        counted.append(len(queries))
        for make in FACTORIES.values():
            make()
    assert counted[0] == counted[1]


def test_document_is_openapi_in_the_language_asked_for(client, db):
    found = {}
    for lang in ("en", "ru"):
        document = client.get("/api/v1/openapi.json", {"lang": lang}).json()
        [when] = [
            each
            for each in document["paths"]["/api/v1/events/"]["get"]["parameters"]
            if each["name"] == "date"
        ]
        found[lang] = (document["openapi"], when["description"].split(".")[0])
    assert found == {"en": ("3.1.0", "Date"), "ru": ("3.1.0", "Дата")}


def test_document_names_every_address_and_where_it_leads(client, db):
    document = client.get("/api/v1/openapi.json").json()
    assert set(document["paths"]) == {
        "/api/v1/",
        *(
            f"{path}{rest}"
            for path in PATHS.values()
            for rest in ("", "{slug}/", "{slug}/relations/")
        ),
    }
    known = set(document["components"]["schemas"])
    used = set(re.findall(r'"#/components/schemas/(\w+)"', str(document).replace("'", '"')))
    assert used == known - {"Root"} | {"Root"}
    assert document["servers"] == [{"url": "http://127.0.0.1:8000"}]


def test_operations_keep_the_names_that_programs_are_made_from(client, db):
    document = client.get("/api/v1/openapi.json").json()
    names = {path: each["get"]["operationId"] for path, each in document["paths"].items()}
    assert (names["/api/v1/"], len(set(names.values()))) == ("getRoot", 1 + 3 * len(PATHS))
    people = {path: name for path, name in names.items() if path.startswith("/api/v1/people/")}
    assert people == {
        "/api/v1/people/": "listPerson",
        "/api/v1/people/{slug}/": "getPerson",
        "/api/v1/people/{slug}/relations/": "relationsOfPerson",
    }


def test_footer_leads_to_the_page(client, db):
    assert '<a href="/api/">Data for programs</a>' in body_of(client.get("/"))
