"""How many queries each public page takes: the same however much it shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.views.rows import make_register

QUERIES = {
    "/": 13,
    "/articles/": 7,
    "/agreements/": 7,
    "/events/": 6,
    "/councils/": 6,
    "/initiatives/": 6,
    "/partners/": 6,
    "/people/": 6,
    "/topics/": 5,
    "/articles/star/": 20,
    "/agreements/star/": 16,
    "/events/star/": 15,
    "/councils/star/": 17,
    "/initiatives/star/": 15,
    "/partners/star/": 15,
    "/people/star/": 15,
    "/topics/star/": 14,
    "/timeline/": 10,
    "/pages/page-0/": 3,
    "/search/": 5,
    "/search/?q=sentences": 7,
    "/search/?q=sentences&kind=agreement&date=2022": 8,
    "/search/?q=sentencse": 11,
    "/search/suggestions/?q=agre": 3,
    "/sitemap.xml": 2,
}
"""Public address to the number of its queries."""


@pytest.mark.parametrize("number", [1, 3, 300])
def test_queries_however_many_rows(client, db, number):
    make_register(number)
    counted = {}
    for address in QUERIES:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counted[address] = len(queries)
    assert counted == QUERIES
