"""Parts of files (RFC 9110, 14)."""

import pytest

from tests.support.wire.addresses import DIVISIBLE
from tests.support.wire.client import get


@pytest.fixture(params=DIVISIBLE)
def address(request, site):
    return request.param.format(**site.files)


def test_parts_are_those_of_the_whole(site, address):
    whole = get(site.port, address)
    body, size = whole.body, len(whole.body)
    assert whole.headers["accept-ranges"] == "bytes"
    for asked, start, end in (
        ("0-0", 0, 0),
        ("0-99", 0, 99),
        ("10-10", 10, 10),
        ("100-", 100, size - 1),
        ("-50", size - 50, size - 1),
        (f"-{size * 2}", 0, size - 1),
        (f"5-{size * 2}", 5, size - 1),
        (f"{size - 1}-", size - 1, size - 1),
    ):
        part = get(site.port, address, Range=f"bytes={asked}")
        assert (part.status, part.body) == (206, body[start : end + 1]), asked
        assert part.headers["content-range"] == f"bytes {start}-{end}/{size}"
        for name in ("etag", "last-modified", "content-type", "cache-control"):
            assert part.headers.get(name) == whole.headers.get(name)


def test_part_beyond_the_end_is_refused(site, address):
    size = len(get(site.port, address).body)
    for asked in (f"{size}-", f"{size + 5}-{size + 9}", "-0"):
        answer = get(site.port, address, Range=f"bytes={asked}")
        assert (answer.status, answer.headers["content-range"]) == (416, f"bytes */{size}"), asked
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,4-5", "bytes=9-3", "bytes=-", "bytes=a-b", "lines=0-1", "0-1",
              f"bytes={'9' * 5000}-"]
)  # fmt: skip
def test_what_is_no_single_part_gives_the_whole(direct, asked):
    whole = get(direct.port, direct.files["document"])
    answer = get(direct.port, direct.files["document"], Range=asked)
    assert (answer.status, answer.body) == (200, whole.body)


def test_part_of_what_has_changed_is_the_whole(site, address):
    whole = get(site.port, address)
    etag, changed = whole.headers["etag"], whole.headers["last-modified"]
    states = {etag: 206, changed: 206, '"other"': 200, f"W/{etag}": 200}
    states["Thu, 01 Jan 2015 00:00:00 GMT"] = 200
    for state, status in states.items():
        answer = get(site.port, address, Range="bytes=0-9", If_Range=state)
        assert (answer.status, len(answer.body)) == (
            status,
            10 if status == 206 else len(whole.body),
        )


def test_condition_comes_before_the_part(site, address):
    etag = get(site.port, address).headers["etag"]
    known = get(site.port, address, Range="bytes=0-9", If_None_Match=etag)
    assert (known.status, known.body) == (304, b"")


def test_part_is_for_reading_alone(site, address):
    head = get(site.port, address, "HEAD", Range="bytes=0-9")
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["content-length"]) == len(get(site.port, address).body)


@pytest.mark.parametrize(
    "path", ["/data/agreements.csv", "/static/css/site.css", "/feeds/all.atom"]
)
def test_compressed_answer_is_sent_whole(site, path):
    answer = get(site.port, path, Range="bytes=0-9", Accept_Encoding="gzip")
    assert (answer.status, answer.coding) == (200, "gzip")
    assert len(answer.content) > 10
