"""The client of these tests finds every fault that it is there for."""

import gzip
import io

import pytest

from tests.support.wire.client import Broken, Reader, Request, decoded

HEAD = b"HTTP/1.1 200 OK\r\n"


def read(answer, request=None):
    """Return the body of an answer that must fill its connection."""
    reader = Reader(io.BytesIO(answer))
    found = reader.answer(request or Request("/"))
    reader.end()
    return found.body


@pytest.mark.parametrize(
    ("rest", "body"),
    [
        (b"Content-Length: 4\r\n\r\nfour", b"four"),
        (b"Content-Length: 0\r\n\r\n", b""),
        (b"Transfer-Encoding: chunked\r\n\r\n2\r\nfo\r\n2\r\nur\r\n0\r\n\r\n", b"four"),
        (b"Connection: close\r\n\r\nfour", b"four"),
    ],
)
def test_whole_answer_is_read(rest, body):
    assert read(HEAD + rest) == body


@pytest.mark.parametrize(
    "rest",
    [
        b"Content-Length: 5\r\n\r\nfour",
        b"Content-Length: 3\r\n\r\nfour",
        b"Content-Length: +4\r\n\r\nfour",
        b"Content-Length: 4\r\nContent-Length: 4\r\n\r\nfour",
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfour\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n4\r\nfour\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n3\r\nfour\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n4\r\nfour\r\n0\r\n\r\nmore",
        b"\r\nfour",
        b"Content-Length: 4\nX: 1\r\n\r\nfour",
        b"Content-Length : 4\r\n\r\nfour",
    ],
)
def test_broken_answer_is_refused(rest):
    with pytest.raises(Broken):
        read(HEAD + rest)


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (Request("/", "HEAD"), HEAD + b"Content-Length: 4\r\n\r\nfour"),
        (Request("/"), b"HTTP/1.1 304 Not Modified\r\n\r\nfour"),
        (Request("/"), b"HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\n"),
        (Request("/", version="1.0"), HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        (Request("/"), b"HTTP/1.1 OK\r\nContent-Length: 0\r\n\r\n"),
    ],
)
def test_answer_that_does_not_fit_its_request_is_refused(request_, answer):
    with pytest.raises(Broken):
        read(answer, request_)


def test_compressed_body_that_ends_early_is_refused():
    data = gzip.compress(b"four" * 100)
    assert decoded(data, "gzip") == b"four" * 100
    for broken in (data[:-1], data + b"x"):
        with pytest.raises(Broken):
            decoded(broken, "gzip")
