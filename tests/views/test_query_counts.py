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
    "/agreements/star/": 25,
    "/events/star/": 24,
    "/councils/star/": 27,
    "/initiatives/star/": 24,
    "/partners/star/": 20,
    "/people/star/": 15,
    "/topics/star/": 14,
    "/timeline/": 10,
    "/pages/page-0/": 3,
    "/search/": 5,
    "/search/?q=sentences": 7,
    "/search/?q=sentences&kind=agreement&date=2022": 8,
    "/search/?q=sentencse": 11,
    "/search/suggestions/?q=agre": 3,
    "/network/": 7,
    "/network/?view=matrix": 7,
    "/network.svg": 5,
    "/partners/partner-0/with/star/": 9,
    "/agreements/star/lineage.svg": 10,
    "/sitemap.xml": 5,
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
