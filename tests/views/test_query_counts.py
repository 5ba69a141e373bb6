"""How many queries each public page takes: the same however much it shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support.rows import make_register

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
    "/articles/star/": 21,
    "/agreements/star/": 26,
    "/events/star/": 25,
    "/councils/star/": 28,
    "/initiatives/star/": 25,
    "/partners/star/": 22,
    "/people/star/": 16,
    "/topics/star/": 15,
    "/timeline/": 10,
    "/pages/page-0/": 3,
    "/search/": 5,
    "/search/?q=sentences": 7,
    "/search/?q=sentences&kind=agreement&date=2022": 9,
    "/search/?q=sentencse": 11,
    "/search/suggestions/?q=agre": 3,
    "/network/": 7,
    "/network/?view=matrix": 7,
    "/network.svg": 5,
    "/partners/partner-0/with/star/": 9,
    "/agreements/star/lineage.svg": 10,
    "/sitemap.xml": 20,
    "/sitemap-agreements.xml": 2,
    "/sitemap-pairs.xml": 3,
    "/llms.txt": 2,
    "/site.webmanifest": 1,
    "/data/": 2,
    "/vocabulary/": 2,
    "/agreements/star.ttl": 44,
    "/feeds/": 2,
    "/feeds/calendar/": 6,
    "/events.ics": 6,
    "/feeds/all.atom": 4,
    "/feeds/events.atom": 5,
    "/feeds/partners/star.rss": 5,
    "/feeds/search.atom?q=sentences": 5,
}
"""Public address to the number of its queries."""


@pytest.mark.parametrize("number", [1, 3, 40, pytest.param(300, marks=pytest.mark.trial)])
def test_queries_however_many_rows(client, db, number):
    make_register(number)
    counted = {}
    for address in QUERIES:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counted[address] = len(queries)
    assert counted == QUERIES
