"""Reads uploaded files in a subprocess with limits of time and memory.

A malicious file can only end that process. The result comes back as JSON, which cannot run code.
"""

import base64
import json
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from cooperation.domain.errors import as_typed

logger = logging.getLogger(__name__)

WAIT_FACTOR = 3
"""Wall-clock limit as a multiple of the CPU limit, since other processes run too."""
REPLY, UPLOAD, REQUEST, ERROR_LOG = "reply.json", "upload", "request.json", "errors.txt"
"""Files in the temporary folder of one reading."""
BYTES_KEY = "base64 of bytes"
OUT_OF_MEMORY = 75
"""Exit status of a process that ran out of memory."""

_ROOT = Path(__file__).resolve().parents[3]
_INHERITED_VARIABLES = (
    "PATH",
    "TMPDIR",
    "LANG",
    "LD_LIBRARY_PATH",
    "PYTHONPATH",
    "PYTHONPYCACHEPREFIX",
)
"""Environment variables of the subprocess: none of the site’s keys and passwords."""
_READING_SLOTS = BoundedSemaphore(2)
"""A server process reads two files at a time; others wait."""

_TOO_LONG = _(
    "“%(name)s” takes more than %(seconds)s seconds to read. Save it in a simpler form or in "
    "several parts, and choose that file."
)
_TOO_LARGE = _(
    "“%(name)s” takes more than %(memory)s MB of memory to read. Save it in a simpler form or in "
    "several parts, and choose that file."
)
_UNREADABLE = _("“%(name)s” cannot be read. Save it again and choose the new file.")


class Limits(NamedTuple):
    """Limits for reading one file."""

    seconds: int = 30
    """CPU time."""
    memory: int = 2 * 1024**3
    """Bytes, the program included. macOS ignores this limit."""


LIMITS = Limits()


def read_in_subprocess(reader, data, name, *arguments, error, limits=LIMITS):
    """Run ``reader(file, name, *arguments)`` in a subprocess and return its result.

    ``reader`` is a top-level function; its arguments and result are JSON data or bytes. Raises
    ``error``, a class of DomainError, if the reader raises a DomainError or exceeds the limits.
    """
    with TemporaryDirectory(prefix="reading-") as folder:
        request = {
            "reader": [reader.__module__, reader.__qualname__],
            "arguments": [name, *arguments],
            "limits": limits,
        }
        Path(folder, REQUEST).write_text(json.dumps(request), encoding="utf-8")
        Path(folder, UPLOAD).write_bytes(data)
        with _READING_SLOTS:
            status = _run(folder, limits.seconds * WAIT_FACTOR)
        megabytes = limits.memory // 1024**2
        about = {"name": as_typed(name), "seconds": limits.seconds, "memory": megabytes}
        if status in (None, -getattr(signal, "SIGXCPU", signal.SIGKILL)):
            raise error(_TOO_LONG, about)
        if status == OUT_OF_MEMORY:
            raise error(_TOO_LARGE, about)
        reply = _reply(folder) if status == 0 else {}
        if "refused" in reply:
            message, params = reply["refused"]
            raise error(_(message), params)
        if "value" not in reply:
            errors = Path(folder, ERROR_LOG).read_text(encoding="utf-8", errors="replace")
            logger.warning("Reading %s ended with %s: %s", name, status, errors[-2000:])
            raise error(_UNREADABLE, about)
        return reply["value"]


def _run(folder, seconds):
    """Run the subprocess and return its exit status; None if it was stopped for taking too long."""
    command = [sys.executable, "-m", __name__, folder]
    environment = {name: os.environ[name] for name in _INHERITED_VARIABLES if name in os.environ}
    environment["DJANGO_SETTINGS_MODULE"] = f"{__name__}.settings"
    with Path(folder, ERROR_LOG).open("wb") as errors:
        nothing = subprocess.DEVNULL
        streams = {"stdin": nothing, "stdout": nothing, "stderr": errors}
        try:
            return subprocess.run(  # noqa: S603 - our own program
                command, check=False, cwd=_ROOT, env=environment, timeout=seconds, **streams
            ).returncode
        except subprocess.TimeoutExpired:
            return None


def _reply(folder):
    try:
        text = Path(folder, REPLY).read_text(encoding="utf-8")
        found = json.loads(text, object_hook=_with_bytes)
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _with_bytes(found):
    return base64.b64decode(found[BYTES_KEY]) if found.keys() == {BYTES_KEY} else found
