"""Who has an answer already gets 304 with what a cache must know (RFC 9110, 13 and 15.4.5)."""

import pytest

from tests.support.wire.addresses import WITH_STATE
from tests.support.wire.client import get

KEPT = (
    "cache-control", "content-location", "etag", "expires", "last-modified", "vary",
    "access-control-allow-origin",
)  # fmt: skip
"""Headers that 304 has as 200 would; the last lets a browser use what it has."""

OF_THE_BODY = ("content-length", "content-type", "content-encoding", "transfer-encoding")
LONG_AGO = "Thu, 01 Jan 2015 00:00:00 GMT"


def kept_headers(answer):
    return {name: answer.headers[name] for name in KEPT if name in answer.headers}


CODINGS = [(path, coding) for path in WITH_STATE for coding in ("identity", "gzip")]
CODINGS.append(("/static/css/site.css", "br"))


@pytest.mark.parametrize(("path", "coding"), CODINGS)
def test_known_state_is_not_sent_again(site, path, coding):
    address = path.format(**site.files)
    whole = get(site.port, address, Accept_Encoding=coding)
    etag = whole.headers["etag"]
    conditions = [{"If-None-Match": each} for each in (etag, f'"other", W/{bare(etag)}', "*")]
    if changed := whole.headers.get("last-modified"):
        conditions.append({"If-Modified-Since": changed})
    asked = [("GET", condition) for condition in conditions] + [("HEAD", conditions[0])]
    for method, condition in asked:
        known = get(site.port, address, method, **{"Accept-Encoding": coding, **condition})
        assert (known.status, known.body) == (304, b"")
        assert kept_headers(known) == kept_headers(whole)
        assert [name for name in OF_THE_BODY if name in known.headers] == []


@pytest.mark.parametrize("path", WITH_STATE)
def test_other_state_is_sent_whole(site, path):
    address = path.format(**site.files)
    for condition in (
        {"If-None-Match": '"other"'},
        {"If-None-Match": '"other"', "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"If-Modified-Since": LONG_AGO},
        {"If-Modified-Since": "yesterday"},
    ):
        answer = get(site.port, address, **condition)
        assert (answer.status, bool(answer.body)) == (200, True)


@pytest.mark.parametrize("path", WITH_STATE)
def test_condition_to_have_another_state_fails(direct, path):
    answer = get(direct.port, path.format(**direct.files), **{"If-Match": '"other"'})
    assert (answer.status, answer.body) == (412, b"")
    assert answer.headers["cache-control"] == "no-store"


def bare(etag):
    return etag.removeprefix("W/")
