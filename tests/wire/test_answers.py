"""Every kind of answer is whole for every client."""

import io
import re
import zipfile

import pytest

from tests.support.wire.addresses import ALL
from tests.support.wire.client import Request, ask, get

CHANGING = {
    "connection", "content-security-policy", "date", "expires", "keep-alive", "ratelimit",
    "set-cookie", "transfer-encoding",
}  # fmt: skip
"""Headers of the connection or the moment, which differ between two answers that are the same."""

NONCE = re.compile(rb'nonce="[^"]+"|name="csrfmiddlewaretoken" value="[^"]+"')


def content_of(answer):
    """Return what an answer says, without what is new each time."""
    if answer.headers.get("content-type", "").endswith("spreadsheetml.sheet"):
        with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
            parts = {part.filename: part.CRC for part in book.infolist()}
        return {name: crc for name, crc in parts.items() if name != "docProps/core.xml"}
    return NONCE.sub(b"", answer.content)


def lasting_headers(answer):
    return {name: value for name, value in answer.headers.items() if name not in CHANGING}


def is_unsure(answer):
    """Whether the length is another each time, or known only at the end (RFC 9110, 9.3.2).

    Django adds some random bytes to what it compresses, against those who compare lengths.
    """
    is_workbook = answer.headers.get("content-type", "").endswith("spreadsheetml.sheet")
    return is_workbook or answer.coding == "gzip"


def requests_of(path, codings):
    """Return a GET and a HEAD for each coding; the last ends the connection."""
    requests = [
        Request(path, method, {"Accept-Encoding": coding})
        for coding in codings
        for method in ("GET", "HEAD")
    ]
    last = requests[-1]
    return [*requests[:-1], last._replace(headers=last.headers | {"Connection": "close"})]


@pytest.mark.parametrize("path", ALL)
def test_answer_is_whole_in_every_way(site, path):
    address, status = path.format(**site.files), ALL[path]
    codings = (
        ["identity", "gzip", "br"] if path.startswith(("/static", "{")) else ["identity", "gzip"]
    )
    answers = ask(site.port, *requests_of(address, codings))
    gets, heads = answers[::2], answers[1::2]
    gets.append(get(site.port, address, version="1.0", Accept_Encoding="identity"))
    gets.append(get(site.port, address, version="1.0", Accept_Encoding="gzip"))
    assert {answer.status for answer in gets} == {status}
    assert [content_of(answer) == content_of(gets[0]) for answer in gets] == [True] * len(gets)
    assert [answer.body for answer in heads] == [b""] * len(codings)
    for whole, head in zip(gets[: len(codings)], heads, strict=True):
        expected = lasting_headers(whole)
        found = lasting_headers(head)
        if is_unsure(whole):
            expected.pop("content-length", None)
            found.pop("content-length", None)
        assert (head.status, found) == (status, expected)
    check_variants(gets)


def check_variants(answers):
    """Check that what caches must know of the codings of one answer is right."""
    codings = {answer.coding for answer in answers}
    if len(codings) > 1:
        assert ["accept-encoding" in answer.vary for answer in answers] == [True] * len(answers)
    tags = {answer.coding: answer.headers["etag"] for answer in answers if "etag" in answer.headers}
    assert len(tags) == len(set(tags.values())), f"one ETag for different bytes: {tags}"


@pytest.mark.parametrize("path", ["/", "/agreements/export.csv", "/static/css/site.css"])
def test_old_client_that_keeps_its_connection_gets_all(direct, path):
    header = {"Connection": "keep-alive"}
    if path.endswith(".csv"):  # of unknown length: only the end of the connection ends it
        answers = ask(direct.port, Request(path, headers=header, version="1.0"))
        assert [answer.is_last for answer in answers] == [True]
    else:
        kept = Request(path, headers=header, version="1.0")
        answers = ask(direct.port, kept, kept, Request(path, version="1.0"))
        assert [answer.is_last for answer in answers] == [False, False, True]
    assert {answer.status for answer in answers} == {200}


@pytest.mark.parametrize("accepted", ["gzip;q=0", "br;q=0, gzip;q=0.0", "identity", "", "deflate"])
@pytest.mark.parametrize("path", ["/", "/static/css/site.css"])
def test_refused_coding_is_not_used(direct, path, accepted):
    assert get(direct.port, path, Accept_Encoding=accepted).coding == "identity"


@pytest.mark.parametrize(
    ("path", "coding"), [("/", "gzip"), ("/feeds/agreements.rss", "gzip"),
                         ("/agreements/pictured.jsonld", "gzip"), ("/static/css/site.css", "br")]
)  # fmt: skip
def test_offered_coding_is_used(direct, path, coding):
    assert get(direct.port, path, Accept_Encoding=f"{coding};q=0.5, other").coding == coding


def test_refusals_of_other_methods_and_hosts_are_whole(site):
    forged = get(site.port, "/admin/login/", "POST")
    assert forged.status == 403
    assert get(site.port, "/static/css/site.css", "POST").status == 405
    assert get(site.port, "/api/v1/", "OPTIONS").status == 204


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_foreign_host_gets_a_whole_refusal(direct, method, coding):
    answer = get(direct.port, "/", method, Host="evil.example", Accept_Encoding=coding)
    assert answer.status == 400
    assert "content-length" in answer.headers


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_who_asks_too_much_gets_a_whole_refusal(site, version, coding):
    for _request in range(2 * 20 + 5):  # each of two processes counts for itself
        answer = get(
            site.port, "/api/v1/", version=version, visitor="192.0.2.1", Accept_Encoding=coding
        )
        if answer.status == 429:
            break
    assert answer.status == 429
    assert b"too-many-requests" in answer.content
    assert answer.headers["retry-after"].isdecimal()
