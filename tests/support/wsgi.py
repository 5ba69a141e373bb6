"""Asks a WSGI application as a server would (PEP 3333)."""

from typing import NamedTuple
from wsgiref.util import setup_testing_defaults

from django.core.signals import request_finished, request_started
from django.db import close_old_connections


class WsgiAnswer(NamedTuple):
    """What came back; ``headers`` are {name: value}."""

    status: int
    headers: dict
    body: bytes


def ask(application, path, method="GET", **more):
    """Return the WsgiAnswer to a request; ``more`` are further keys of the environment.

    As in Django’s test client, the end of the request does not close the connection: the
    transaction of the test is on it.
    """
    path, _mark, query = path.partition("?")
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, **more}
    environ["HTTP_HOST"] = "testserver"
    setup_testing_defaults(environ)
    started = []
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        answer = application(
            environ, lambda status, headers, _error=None: started.extend((status, headers))
        )
        body = b"".join(answer)
        getattr(answer, "close", lambda: None)()
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
    return WsgiAnswer(int(started[0].split()[0]), dict(started[1]), body)
