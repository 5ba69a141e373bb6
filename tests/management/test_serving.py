"""The site and the worker beside it: each is started again or ends with the other."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from cooperation.management import serving
from cooperation.management.commands.run_site import server_arguments
from tests.support.wire.server import free_port, wait_for

pytestmark = [
    pytest.mark.trial,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc"),
]


def worker_of(parent):
    """Return the ids of the workers that a server has started, whether or not it is still there."""
    wanted = f"manage.py\0work\0--parent\0{parent}\0".encode()
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if wanted in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:  # it has ended in the meantime
            continue
    return found


def until(condition):
    end = time.monotonic() + 60
    while not (found := condition()) and time.monotonic() < end:
        time.sleep(0.1)
    return found


@pytest.fixture
def server(tmp_path):
    port = free_port()
    environment = os.environ | {
        "VAR_DIR": str(tmp_path),
        **dict.fromkeys(("DATABASE_URL", "CACHE_URL"), ""),
    }
    here = {"cwd": settings.BASE_DIR, "env": environment}
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(migrate, check=True, **here)  # noqa: S603
    command = [sys.executable, "-m", serving.__name__, *server_arguments(port)]
    process = subprocess.Popen(command, **here)  # noqa: S603
    try:
        wait_for(process, port)
        yield process
    finally:
        process.kill()
        process.wait()


def test_killed_worker_is_started_again(server):
    [first] = until(lambda: worker_of(server.pid))
    os.kill(first, signal.SIGKILL)
    assert until(lambda: [pid for pid in worker_of(server.pid) if pid != first])
    assert server.poll() is None


@pytest.mark.parametrize("way", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_worker_ends_with_the_server(server, way):
    assert until(lambda: worker_of(server.pid))
    server.send_signal(getattr(signal, way))
    server.wait(timeout=60)
    assert until(lambda: not worker_of(server.pid))
