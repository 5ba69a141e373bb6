"""Asks a WSGI application as a server would (PEP 3333)."""

from typing import NamedTuple
from wsgiref.util import setup_testing_defaults


class WsgiAnswer(NamedTuple):
    """What came back; ``headers`` are {name: value}."""

    status: int
    headers: dict
    body: bytes


def ask(application, path, method="GET", **more):
    """Return the WsgiAnswer to a request; ``more`` are further keys of the environment."""
    path, _mark, query = path.partition("?")
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, **more}
    environ["HTTP_HOST"] = "testserver"
    setup_testing_defaults(environ)
    started = []
    answer = application(
        environ, lambda status, headers, _error=None: started.extend((status, headers))
    )
    try:
        body = b"".join(answer)
    finally:
        getattr(answer, "close", lambda: None)()
    return WsgiAnswer(int(started[0].split()[0]), dict(started[1]), body)
