"""The site behind nginx as deploy/nginx.conf configures it."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.wire.client import get

pytestmark = pytest.mark.nginx

KNOWN = {"Cookie": "sessionid=anything"}


def test_page_is_whole_in_each_encoding(deployed):
    bodies = {
        coding: get(deployed.port, "/agreements/", Accept_Encoding=coding)
        for coding in ("identity", "gzip", "br", "gzip;q=0, br;q=0")
    }
    assert {coding: each.coding for coding, each in bodies.items()} == {
        "identity": "identity", "gzip": "gzip", "br": "br", "gzip;q=0, br;q=0": "identity",
    }  # fmt: skip
    assert len({each.content for each in bodies.values()}) == 1
    assert {each.status for each in bodies.values()} == {200}


def test_page_is_kept_to_the_end_of_the_second_and_no_longer(deployed, direct):
    asked = get(direct.port, "/events/").headers["x-accel-expires"]
    assert 0 <= time.time() - int(asked.removeprefix("@")) < 2
    time.sleep(1.1 - time.time() % 1)  # the beginning of a second
    ways = [get(deployed.port, "/events/").headers["x-cache-status"] for _time in range(2)]
    time.sleep(1.1)
    told = get(deployed.port, "/events/").headers
    assert [*ways, told["x-cache-status"] != "HIT"] == ["MISS", "HIT", True]
    assert "x-accel-expires" not in told
    assert (told["cache-control"], told["vary"]) == ("no-cache", "Accept-Encoding")


def test_known_page_is_not_sent_again(deployed):
    tag = get(deployed.port, "/topics/").headers["etag"]
    again = get(deployed.port, "/topics/", If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("path", ["/api/v1/agreements/", "/admin/login/", "/data/"])
def test_what_the_site_does_not_keep_is_not_kept(direct, path):
    assert "x-accel-expires" not in get(direct.port, path).headers


def test_who_has_a_session_is_not_given_what_is_kept(deployed, direct):
    get(deployed.port, "/people/")
    assert "x-accel-expires" not in get(direct.port, "/people/", **KNOWN).headers
    assert get(deployed.port, "/people/", **KNOWN).headers["x-cache-status"] == "BYPASS"


def test_static_files_last_and_are_compressed(deployed):
    page = get(deployed.port, "/").content.decode()
    hashed = re.search(r"/static/css/site\.[0-9a-f]{12}\.css", page)[0]
    style = get(deployed.port, hashed, Accept_Encoding="gzip")
    assert (style.status, style.coding) == (200, "gzip")
    assert style.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert style.headers["content-type"] == "text/css"
    plain = get(deployed.port, "/static/css/site.css").headers
    assert (plain["cache-control"], plain["x-content-type-options"]) == (
        "public, max-age=60", "nosniff",
    )  # fmt: skip
    assert get(deployed.port, "/static/nothing.css").status == 404


def test_uploads_and_files_come_from_the_site(deployed):
    for name in ("picture", "document"):
        path = deployed.files[name]
        assert get(deployed.port, path).status == 200
        assert get(deployed.port, path, Range="bytes=0-3").status == 206
    assert get(deployed.port, "/agreements/export.csv").status == 200


def test_address_that_asks_too_often_is_told_to_wait(deployed):
    with ThreadPoolExecutor(8) as pool:
        asked = pool.map(lambda _n: get(deployed.port, "/healthz").status, range(200))
        assert {*asked} == {200, 429}
    time.sleep(4)  # for the tests that come after
