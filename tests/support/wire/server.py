"""Runs a server for as long as something asks it."""

import socket
import subprocess
import time
from contextlib import contextmanager

from tests.support.wire.client import HOST, get

PATIENCE = 180
"""Seconds within which a server must answer; a first start also prepares the static files."""


@contextmanager
def running(command, port, **options):
    """Run a server until the end of the context; ``options`` as Popen takes them."""
    process = subprocess.Popen(command, **options)  # noqa: S603
    try:
        wait_for(process, port)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(process, port):
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            assert get(port, "/healthz").status == 200
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{process.args} does not answer; exit status {process.poll()}")


def free_port():
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return listener.getsockname()[1]
