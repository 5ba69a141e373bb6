"""A client that forgives nothing: it reads answers byte by byte as RFC 9112 frames them."""

import re
import socket
import zlib
from ipaddress import IPv4Address
from itertools import count
from typing import NamedTuple

import brotli

HOST = "127.0.0.1"
SECONDS = 30
"""How long to wait for bytes that do not come."""

STATUS_LINE = re.compile(rb"HTTP/1\.([01]) ([1-5][0-9]{2}) [ -~]*")
FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*)")
CHUNK = re.compile(rb"[0-9A-Fa-f]{1,8}")

ONCE = ("content-length", "content-type", "content-encoding", "date", "etag", "last-modified")

visitors = map(str, map(IPv4Address("10.0.0.0").__add__, count(1)))
"""An address for each visitor, so that none is held to have asked too much."""


class Broken(AssertionError):
    """What came is not the whole of an answer, or more than one."""


class Request(NamedTuple):
    """One request; ``headers`` are {name: value}."""

    path: str
    method: str = "GET"
    headers: dict = {}
    version: str = "1.1"

    def encoded(self, visitor):
        headers = {"Host": HOST, "X-Forwarded-For": visitor, **self.headers}
        if self.method == "POST":
            headers.setdefault("Content-Length", "0")
        lines = [f"{self.method} {self.path} HTTP/{self.version}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")


class Answer(NamedTuple):
    """A whole answer; ``headers`` are {name in small letters: value}, ``body`` as it was sent."""

    status: int
    headers: dict
    body: bytes
    is_last: bool
    """Whether the server ends the connection after it."""

    @property
    def coding(self):
        return self.headers.get("content-encoding", "identity")

    @property
    def content(self):
        """The body without its coding."""
        return decoded(self.body, self.coding)

    @property
    def vary(self):
        return {name.strip().lower() for name in self.headers.get("vary", "").split(",")}


def decoded(body, coding):
    """Return a body without its coding; Broken if it ends too early or too late."""
    if coding == "identity":
        return body
    if coding == "br":
        return brotli.decompress(body)
    if coding != "gzip":
        raise Broken(f"Unknown coding {coding}.")
    reader = zlib.decompressobj(wbits=31)
    content = reader.decompress(body)
    if not reader.eof or reader.unused_data:
        raise Broken("The compressed body is not exactly one gzip member.")
    return content


def ask(port, *requests, visitor=""):
    """Send requests at once on one connection and return their answers.

    The last one must ask for the end of the connection; whatever comes after it is a fault.
    """
    visitor = visitor or next(visitors)
    with socket.create_connection((HOST, port), timeout=SECONDS) as line:
        line.sendall(b"".join(request.encoded(visitor) for request in requests))
        reader = Reader(line.makefile("rb"))
        answers = []
        for request in requests:
            if answers and answers[-1].is_last:
                raise Broken(f"The connection ends before the answer to {request}.")
            try:
                answers.append(reader.answer(request))
            except (Broken, OSError) as fault:
                raise Broken(f"{request}: {fault}") from fault
        reader.end()
        return answers


def get(port, path, method="GET", version="1.1", visitor="", **headers):
    """Return the answer to one request on a connection of its own."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    headers = {"Connection": "close", **headers}
    return ask(port, Request(path, method, headers, version), visitor=visitor)[0]


class Reader:
    """Reads answers from a file of bytes."""

    def __init__(self, file):
        self._file = file

    def answer(self, request):
        match = STATUS_LINE.fullmatch(self._line())
        if not match:
            raise Broken("The status line cannot be read.")
        status, headers = int(match[2]), self._headers()
        is_old = b"0" in (match[1], request.version[-1:].encode())
        connection = headers.get("connection", "close" if is_old else "keep-alive").lower()
        is_last = connection == "close"
        body = b""
        if request.method != "HEAD" and status not in (204, 304):
            body = self._body(headers, is_old, is_last)
        elif status in (204, 304) and headers.get("content-length"):
            raise Broken(f"{status} gives the length of a body that it cannot have.")
        return Answer(status, headers, body, is_last)

    def end(self):
        if more := self._file.read(100):
            raise Broken(f"More comes after the end: {more!r}")

    def _headers(self):
        headers = {}
        while line := self._line():
            match = FIELD.fullmatch(line)
            if not match:
                raise Broken(f"The header {line!r} cannot be read.")
            name, value = match[1].decode().lower(), match[2].decode("latin-1").strip()
            if name in headers and name in ONCE:
                raise Broken(f"The header {name} comes twice.")
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        return headers

    def _body(self, headers, is_old, is_last):
        """Return the body, by the rules of RFC 9112, 6.3."""
        length, transfer = headers.get("content-length"), headers.get("transfer-encoding")
        if transfer:
            if transfer.lower() != "chunked" or length is not None or is_old:
                raise Broken(f"Transfer-Encoding {transfer} must not be used here.")
            return b"".join(self._chunks())
        if length is not None:
            if not length.isascii() or not length.isdecimal():
                raise Broken(f"The length {length!r} is no number.")
            return self._exactly(int(length))
        if not is_last:
            raise Broken("Neither a length, nor chunks, nor the end of the connection.")
        return self._file.read()

    def _chunks(self):
        while True:
            size = self._line()
            if not CHUNK.fullmatch(size):
                raise Broken(f"{size!r} is not the size of a chunk.")
            piece = self._exactly(int(size, 16))
            if self._line():
                raise Broken("A chunk is longer than its size.")
            if not piece:
                return
            yield piece

    def _line(self):
        line = self._file.readline(65_537)
        if not line.endswith(b"\r\n"):
            raise Broken(f"A line ends early: {line[-100:]!r}")
        return line[:-2]

    def _exactly(self, size):
        data = self._file.read(size)
        if len(data) != size:
            raise Broken(f"{size - len(data)} of {size} bytes are missing.")
        return data
